"""Shared fixtures for the whole suite."""
pytest_plugins = ["sluitend.regio.tests.fabriek"]
