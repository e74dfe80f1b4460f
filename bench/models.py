"""The tables of the bare views: what a Django project of an afternoon would have. Made by the generator."""

from django.db import models


class KaleRij(models.Model):
    """A row as wide as a line of a worklist."""

    nummer = models.CharField(max_length=20)
    naam = models.CharField(max_length=120)
    gemeente = models.CharField(max_length=40)
    soort = models.CharField(max_length=40)
    eigenaar = models.CharField(max_length=120)
    tekst = models.TextField(blank=True)
    uiterlijk = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "bench"
        db_table = "bench_kale_rij"


class KaalSpoor(models.Model):
    """Its audit row."""

    wie = models.CharField(max_length=60)
    wat = models.CharField(max_length=60)
    rij = models.ForeignKey(KaleRij, models.PROTECT, related_name="+")
    op = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"
        db_table = "bench_kaal_spoor"
