"""Packaged data for recognising a person: known short forms of given names."""
