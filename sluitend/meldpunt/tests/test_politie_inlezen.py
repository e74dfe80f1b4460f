"""A file of the police: dry run, all or nothing, once (UM-04)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import BetrokkeneOpgave, Melding, Politietelling
from sluitend.meldpunt.tests.test_paginas import klant

KOP = (
    "registratienummer;datum_tijd;code;gemeente;wijk;geboortedatum;naam;adres;toelichting;verstrekkingsgrond"
)


def bestand(
    aantal: int, *, fout: dict[int, str] | None = None, grond: str = "Wpg 18", begin: int = 0
) -> bytes:
    """A file with so many rows; `fout` puts another code in a row of the sheet."""
    regels = [KOP]
    for i in range(begin, begin + aantal):
        code = (fout or {}).get(i + 2, "E33")
        regels.append(
            f"PL{i:06d};2026-11-19 2{i % 3}:15;{code};Zwolle;Binnenstad;02-05-1984;Jan Verzonnen;8011AB {i + 1};Liep op straat;{grond}"
        )
    return "\n".join(regels).encode()


@pytest.mark.eis("AM-24", "UM-04", "F07", "recht:V11")
def test_rij_zeven_houdt_alles_tegen_en_daarna_een_keer(wereld) -> None:
    piet = wereld.actor("Piet Politie")
    verslag = actions.importeer_politie(actor=piet, inhoud=bestand(40, fout={7: "E3"}), uitvoeren=True)
    assert [str(fout) for fout in verslag.fouten] == ["Rij 7, kolom code: 'E3' is geen geldige code."]
    with scope(regio=wereld.regio.pk):
        assert not Melding.objects.exists()
    assert actions.importeer_politie(actor=piet, inhoud=bestand(40)).uitgevoerd is False
    goed = actions.importeer_politie(actor=piet, inhoud=bestand(40), uitvoeren=True)
    assert (goed.meldingen, goed.uitgevoerd) == (40, True)
    nogmaals = actions.importeer_politie(actor=piet, inhoud=bestand(40), uitvoeren=True)
    assert (nogmaals.meldingen, nogmaals.overgeslagen) == (0, 40)
    zonder = actions.importeer_politie(actor=piet, inhoud=bestand(10, grond="", begin=100), uitvoeren=True)
    assert (zonder.meldingen, zonder.tellingen) == (0, 10)
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.count() == 40
        rij = Melding.objects.select_related("opgave").order_by("nummer").first()
        assert (rij.kanaal, rij.politiecode, rij.gemeente_id) == ("politie", "E33", "0193")
        assert rij.gebeurd_op < rij.ontvangen_op  # recht:W05: receipt is the import
        assert sum(Politietelling.objects.values_list("aantal", flat=True)) == 10
        assert BetrokkeneOpgave.objects.count() == 40


@pytest.mark.eis("UM-04")
def test_drieduizend_regels_met_fouten_en_voortgang(wereld) -> None:
    piet, stappen = wereld.actor("Piet Politie"), []
    fout = {100: "X", 2000: "E333", 2999: ""}
    verslag = actions.importeer_politie(actor=piet, inhoud=bestand(3000, fout=fout), uitvoeren=True)
    assert [(f.rij, f.kolom) for f in verslag.fouten] == [(100, "code"), (2000, "code"), (2999, "code")]
    verslag = actions.importeer_politie(
        actor=piet,
        inhoud=bestand(3000),
        uitvoeren=True,
        voortgang=lambda klaar, van: stappen.append((klaar, van)),
    )
    assert verslag.meldingen == 3000
    assert stappen[0] == (500, 3000)
    assert stappen[-1] == (3000, 3000)
    with scope(regio=wereld.regio.pk):
        nummers = set(Melding.objects.values_list("nummer", flat=True))
        assert len(nummers) == 3000


@pytest.mark.parametrize(
    "inhoud",
    [b"", b"\xff\xfe\x00", b"a;b\n1;2\n", b"\x00\x01", (KOP + ";geheim\n").encode(), b"PK\x03\x04"],
)
def test_geen_politiebestand(wereld, inhoud: bytes) -> None:
    with pytest.raises(OngeldigeInvoer):
        actions.importeer_politie(actor=wereld.actor("Piet Politie"), inhoud=inhoud)


def test_rij_met_onmogelijke_gegevens(wereld) -> None:
    rij = '1;2026-02-30 10:00;E33;Nergens;;31-02-1984;Jan;8011AB 1;=HYPERLINK("x");grond'
    verslag = actions.importeer_politie(actor=wereld.actor("Piet Politie"), inhoud=f"{KOP}\n{rij}".encode())
    assert {f.kolom for f in verslag.fouten} == {"datum_tijd", "gemeente", "geboortedatum", "toelichting"}


def test_alleen_politie_en_meldpunt(wereld) -> None:
    with pytest.raises(Weigering) as fout:
        actions.importeer_politie(actor=wereld.actor("Bo Bemoei"), inhoud=bestand(1))
    assert fout.value.status == 403


def test_pagina_proef_en_inlezen(wereld) -> None:
    piet = klant(wereld, "Piet Politie")
    assert piet.get("/meldingen/politie").status_code == 200
    proef = piet.post(
        "/meldingen/politie", {"bestand": SimpleUploadedFile("p.csv", bestand(3, fout={3: "E3"}))}
    )
    assert "is geen geldige code" in proef.content.decode()
    goed = piet.post(
        "/meldingen/politie", {"bestand": SimpleUploadedFile("p.csv", bestand(3)), "uitvoeren": "1"}
    )
    assert goed.status_code == 302
    with scope(regio=wereld.regio.pk):
        assert Melding.objects.count() == 3
