"""Wvggz: verkennend onderzoek, crisismaatregel, zorgmachtiging and what follows on them (chapter 11)."""
