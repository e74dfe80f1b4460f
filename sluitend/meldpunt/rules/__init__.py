"""Rules of melding and triage (chapter 10): pure functions, no framework."""
