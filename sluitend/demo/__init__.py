"""The demo region: real places and figures, nobody real."""

GELADEN = "platform.demo_geladen"
"""The event that says the demo stands there whole."""
