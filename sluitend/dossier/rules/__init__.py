"""Pure rules of the dossier (chapter 12): no Django, no clock, no database; facts in, outcome out."""
