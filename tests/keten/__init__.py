"""The closed chain under test: a stage to act on, acts by random roles, and a watch that trusts no code."""
