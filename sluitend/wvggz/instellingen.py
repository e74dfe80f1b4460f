"""What a region decides about its Wvggz tasks (chapter 11 §5.2, §5.3)."""

from sluitend.regio.instellingen import Definitie, bepaal, ja_nee, positief

bepaal(
    Definitie("naaste_reactie_dagen", "Dagen waarin een naaste kan vragen om toch een aanvraag te doen", 14, "11 5.2", geldig=positief),
    Definitie("vo_ander_beslist", "Een ander dan de onderzoeker beslist op het verkennend onderzoek", False, "UW-04", geldig=ja_nee),
    Definitie("hoorpogingen", "Pogingen om iemand te horen die niet bereikbaar is", 2, "11 5.2", geldig=positief),
    Definitie("afschrift_uren", "Uren waarbinnen de afschriften weg zijn", 4, "11 5.2", geldig=positief),
    Definitie("oproep_minuten", "Minuten voordat de volgende wordt opgeroepen", 10, "11 5.2", geldig=positief),
    Definitie("nazorg_werkdagen", "Werkdagen om nazorg te kiezen als er geen maatregel was", 3, "11 5.2", geldig=positief),
    Definitie(
        "cm_bron", "Waar de stukken van een crisismaatregel worden gemaakt", "khonraad", "recht:W56",
        geldig=lambda w: w in ("khonraad", "eigen"),
    ),
)  # fmt: skip
