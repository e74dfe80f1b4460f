"""Rules about residents: recognising a person (chapter 10 §5.4). Pure functions, no framework."""
