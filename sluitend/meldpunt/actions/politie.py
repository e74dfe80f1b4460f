"""UM-04: a file of the police. Dry run first; then all of it or nothing; a second time adds nothing."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from sluitend.dossier import gaten
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.identificatie import controleer_postcode
from sluitend.kern.kalender import wettelijke_dag
from sluitend.kern.uuid7 import uuid7
from sluitend.meldpunt import bronnen, policy, queries
from sluitend.meldpunt.actions.aannemen import maak_melder, maak_opgave, maak_rij, maak_signalen
from sluitend.meldpunt.instellingen import waarde
from sluitend.meldpunt.models import (
    BetrokkeneOpgave,
    Importregel,
    Melder,
    Melding,
    MeldingSignaal,
    Politietelling,
)
from sluitend.meldpunt.opname import Opname, schoon
from sluitend.meldpunt.rules.invoer import geboorte_bereik
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.platform import sleutels
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import record
from sluitend.platform.models import Nummerreeks
from sluitend.platform.nummers import volgend_nummer

KOLOMMEN = (
    "registratienummer", "datum_tijd", "code", "gemeente", "wijk", "geboortedatum", "naam", "adres", "toelichting",
    "verstrekkingsgrond",
)  # fmt: skip
VERPLICHT = ("registratienummer", "datum_tijd", "code", "gemeente")
MAX_BYTES, MAX_RIJEN = 50 * 1024 * 1024, 200_000
MAX_GETOOND = 100
PAK = 500
_CODE = re.compile(r"[A-Z][0-9]{2}")
_ADRES = re.compile(r"([1-9][0-9]{3}\s?[A-Za-z]{2})\s*([0-9]{1,5})?\s*([A-Za-z0-9-]{0,6})")
Voortgang = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rijfout:
    """What is wrong, and where: the row as a spreadsheet counts it, the column, the reason."""

    rij: int
    kolom: str
    reden: str

    def __str__(self) -> str:
        return f"Rij {self.rij}, kolom {self.kolom}: {self.reden}"


@dataclass
class Verslag:
    """What the file would do, or did."""

    rijen: int = 0
    meldingen: int = 0
    tellingen: int = 0
    overgeslagen: int = 0
    fouten: list[Rijfout] = field(default_factory=list)
    uitgevoerd: bool = False

    def regels(self) -> list[str]:
        """The report in words, at most `MAX_GETOOND` faults one by one."""
        werkwoord = "ingelezen" if self.uitgevoerd else "in te lezen"
        gedaan = f"{self.meldingen} meldingen en {self.tellingen} tellingen {werkwoord}"
        meer = len(self.fouten) - MAX_GETOOND
        return [
            *map(str, self.fouten[:MAX_GETOOND]),
            *([f"… en nog {meer} fouten"] if meer > 0 else []),
            f"{self.rijen} rijen: {gedaan}, {self.overgeslagen} eerder ingelezen, {len(self.fouten)} fouten.",
            *([] if self.uitgevoerd or self.fouten else ["Dit was een proef. Inlezen: --uitvoeren"]),
        ]

    def als_dict(self) -> dict[str, Any]:
        """The report as the command prints it."""
        return {
            "rijen": self.rijen,
            "meldingen": self.meldingen,
            "tellingen": self.tellingen,
            "overgeslagen": self.overgeslagen,
            "uitgevoerd": self.uitgevoerd,
            "fouten": [{"rij": f.rij, "kolom": f.kolom, "reden": f.reden} for f in self.fouten],
        }


@dataclass(frozen=True, slots=True)
class _Rij:
    sleutel: str
    gebeurd_op: datetime
    code: str
    gemeente: str
    wijk: str
    bron: str
    opname: Opname | None


def importeer_politie(
    *, actor: Actor, inhoud: bytes, uitvoeren: bool = False, voortgang: Voortgang | None = None
) -> Verslag:
    """Read a police file (UM-04). Without `uitvoeren` nothing is stored; with it all rows, or none when one is wrong.

    Without verstrekkingsgrond a row only counts, and the columns about a person are dropped unread (recht:V11).
    Raises `OngeldigeInvoer` [bestand-ongeldig] when it is no such file; faults in rows stand in the report.
    """
    ruw = _lees_bestand(inhoud)
    with schrijven(actor) as eenheid:
        policy.MELDING_POLITIE.eis(actor, "aanmaken")
        verslag = Verslag(rijen=len(ruw))
        rijen = _controleer(eenheid, ruw, verslag)
        al = _al_gelezen([rij.sleutel for rij in rijen])
        nieuw = [rij for rij in rijen if rij.sleutel not in al]
        verslag.overgeslagen = len(rijen) - len(nieuw)
        verslag.meldingen = sum(1 for rij in nieuw if rij.opname is not None)
        verslag.tellingen = len(nieuw) - verslag.meldingen
        if verslag.fouten or not uitvoeren:
            return verslag
        _leg_vast(eenheid, nieuw, voortgang)
        verslag.uitgevoerd = True
        return verslag


def _lees_bestand(inhoud: bytes) -> list[dict[str, str]]:
    if len(inhoud) > MAX_BYTES:
        raise _geen_bestand("Het bestand is groter dan 50 MB.")
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _geen_bestand("Het bestand is geen tekst in UTF-8.") from None
    if "\x00" in tekst:
        raise _geen_bestand("Het bestand is geen csv.")
    kop = tekst.partition("\n")[0]
    lezer = csv.reader(
        io.StringIO(tekst, newline=""), delimiter=";" if kop.count(";") >= kop.count(",") else ","
    )
    try:
        regels = list(lezer)
    except csv.Error:
        raise _geen_bestand("Het bestand is geen csv.") from None
    namen = [naam.strip().lower() for naam in regels[0]] if regels else []
    if ontbreekt := [naam for naam in VERPLICHT if naam not in namen]:
        raise _geen_bestand(f"Deze kolommen ontbreken: {', '.join(ontbreekt)}.")
    if vreemd := [naam for naam in namen if naam not in KOLOMMEN]:
        raise _geen_bestand(f"Deze kolommen zijn onbekend: {', '.join(v[:40] for v in vreemd[:5])}.")
    if len(regels) - 1 > MAX_RIJEN:
        raise _geen_bestand(f"Het bestand heeft meer dan {MAX_RIJEN} rijen.")
    gevuld = [regel for regel in regels[1:] if any(cel.strip() for cel in regel)]
    return [dict(zip(namen, (*regel, *[""] * len(namen)), strict=False)) for regel in gevuld]


def _geen_bestand(tekst: str) -> OngeldigeInvoer:
    return OngeldigeInvoer("bestand-ongeldig", tekst, "UM-04", fouten={"bestand": tekst})


def _controleer(eenheid: Eenheid, ruw: list[dict[str, str]], verslag: Verslag) -> list[_Rij]:
    kaart = queries.kaart()
    codes = {naam.casefold(): code for code, naam in kaart.namen.items()}
    codes |= {code: code for code in kaart.bekend}
    gezien: dict[str, int] = {}
    rijen = []
    for nummer, cellen in enumerate(ruw, start=2):
        fouten: list[Rijfout] = []
        rij = _lees_rij(eenheid, nummer, cellen, codes, fouten)
        if rij is not None and rij.sleutel in gezien:
            fouten.append(Rijfout(nummer, "registratienummer", f"staat ook in rij {gezien[rij.sleutel]}."))
        if fouten:
            verslag.fouten += fouten
            continue
        if rij is not None:
            gezien[rij.sleutel] = nummer
            rijen.append(rij)
    return rijen


def _lees_rij(
    eenheid: Eenheid, nummer: int, cellen: dict[str, str], codes: dict[str, str], fouten: list[Rijfout]
) -> _Rij | None:
    waarden = {kolom: schoon(cellen.get(kolom, "")) for kolom in KOLOMMEN}
    for kolom, inhoud in waarden.items():
        if inhoud[:1] in ("=", "+", "@"):
            fouten.append(Rijfout(nummer, kolom, "een formule is niet toegestaan."))
    for kolom in VERPLICHT:
        if not waarden[kolom]:
            fouten.append(Rijfout(nummer, kolom, "is leeg."))
    if waarden["code"] and not _CODE.fullmatch(waarden["code"]):
        fouten.append(Rijfout(nummer, "code", f"'{waarden['code'][:10]}' is geen geldige code."))
    gemeente = codes.get(waarden["gemeente"].casefold()) or codes.get(waarden["gemeente"].zfill(4))
    if waarden["gemeente"] and gemeente is None:
        fouten.append(Rijfout(nummer, "gemeente", "deze gemeente is onbekend."))
    gebeurd_op = _moment(nummer, waarden["datum_tijd"], eenheid.nu, fouten)
    if len(waarden["registratienummer"]) > 60:
        fouten.append(Rijfout(nummer, "registratienummer", "is langer dan 60 tekens."))
    grond = waarden["verstrekkingsgrond"]
    opname = _persoon(eenheid, nummer, waarden, gemeente or "", gebeurd_op, fouten) if grond else None
    if fouten or gebeurd_op is None or gemeente is None:
        return None
    sleutel = sleutels.zoekindex(eenheid.actor.regio_code, waarden["registratienummer"], "politie")
    return _Rij(
        sleutel,
        gebeurd_op,
        waarden["code"],
        gemeente,
        waarden["wijk"][:60],
        eenheid.actor.organisatie_code or "politie",
        opname,
    )


def _moment(nummer: int, tekst: str, nu: datetime, fouten: list[Rijfout]) -> datetime | None:
    if not tekst:
        return None
    gelezen: datetime | None = None
    for vorm in (
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M",
        "%d-%m-%Y %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
    ):
        try:
            gelezen = timezone.make_aware(datetime.strptime(tekst, vorm))  # noqa: DTZ007 - Dutch clock
            break
        except ValueError:
            continue
    if gelezen is None:
        try:
            gelezen = datetime.fromisoformat(tekst)
            gelezen = gelezen if gelezen.tzinfo else timezone.make_aware(gelezen)
        except ValueError:
            fouten.append(Rijfout(nummer, "datum_tijd", "geef datum en tijd, zoals 2026-11-20 01:15."))
            return None
    if gelezen > nu:
        fouten.append(Rijfout(nummer, "datum_tijd", "ligt in de toekomst."))
        return None
    if gelezen.year < 2000:
        fouten.append(Rijfout(nummer, "datum_tijd", "ligt voor 2000."))
        return None
    return gelezen


def _persoon(
    eenheid: Eenheid,
    nummer: int,
    waarden: dict[str, str],
    gemeente: str,
    gebeurd_op: datetime | None,
    fouten: list[Rijfout],
) -> Opname:
    geboren = waarden["geboortedatum"]
    if re.fullmatch(r"\d{2}-\d{2}-\d{4}", geboren):
        geboren = f"{geboren[6:]}-{geboren[3:5]}-{geboren[:2]}"
    bereik = geboorte_bereik(geboren) if geboren else None
    if geboren and (bereik is None or bereik[0] > wettelijke_dag(eenheid.nu) or bereik[0].year < 1900):
        fouten.append(Rijfout(nummer, "geboortedatum", "is geen bestaande datum."))
    for kolom, hoogste in (("naam", 120), ("toelichting", 10_000)):
        if len(waarden[kolom]) > hoogste:
            fouten.append(Rijfout(nummer, kolom, f"is langer dan {hoogste} tekens."))
    postcode, huisnummer, toevoeging = _adres(nummer, waarden["adres"], fouten)
    voornaam, _, achternaam = waarden["naam"].rpartition(" ")
    nee = KERNVRAGEN if waarde("batch_kernvragen") else ()
    return Opname(
        kanaal="politie", kanaal_detail="", politiecode=waarden["code"], aard="onbekend",
        omschrijving=waarden["toelichting"], mening="", ontvangen_op=eenheid.nu, gebeurd_op=gebeurd_op,
        laat_ingevoerd_reden="", ontruimingsdatum="", signalen=(), signalen_nee=tuple(nee),
        melder={
            "soort": "professional", "relatie": "wijkagent", "naam": "", "telefoon": "", "email": "",
            "organisatie": "Politie", "identiteit_delen": False, "anoniem": False,
        },
        betrokkene={
            "naam": achternaam, "voornaam": voornaam[:60], "telefoon": "", "kenmerken": "",
            "vindplaats": "", "geboortedatum": geboren if bereik else "", "leeftijd_van": None, "leeftijd_tot": None,
            "verblijft_in": gemeente, "postcode": postcode, "huisnummer": huisnummer, "toevoeging": toevoeging,
        },
    )  # fmt: skip


def _adres(nummer: int, tekst: str, fouten: list[Rijfout]) -> tuple[str, int | None, str]:
    if not tekst:
        return "", None, ""
    treffer = _ADRES.search(tekst)
    if treffer is None:
        return "", None, ""
    try:
        return controleer_postcode(treffer[1]), int(treffer[2]) if treffer[2] else None, treffer[3][:10]
    except OngeldigeInvoer:
        fouten.append(Rijfout(nummer, "adres", "de postcode klopt niet."))
        return "", None, ""


def _al_gelezen(hashes: list[str]) -> set[str]:
    gevonden: set[str] = set()
    for begin in range(0, len(hashes), PAK):
        gevonden |= set(
            Importregel.objects.filter(soort="politie", sleutel__in=hashes[begin : begin + PAK]).values_list(
                "sleutel", flat=True
            )
        )
    return gevonden


def _leg_vast(eenheid: Eenheid, nieuw: list[_Rij], voortgang: Voortgang | None) -> None:
    actor, nu = eenheid.actor, eenheid.nu
    opnames = [(rij, rij.opname) for rij in nieuw if rij.opname is not None]
    nummers = _nummers(nu, len(opnames))
    team = queries.kaart().meldpunt_id
    for begin in range(0, len(opnames), PAK):
        pak = opnames[begin : begin + PAK]
        rijen: list[Melding] = []
        delen: list[tuple[Melder, BetrokkeneOpgave, list[MeldingSignaal]]] = []
        for (rij, opname), nummer in zip(pak, nummers[begin : begin + PAK], strict=True):
            melding = maak_rij(eenheid, opname, queries.adviseer(opname.contract()), nummer)
            melding.bronsleutel = rij.sleutel
            melding.bron_organisatie_id = actor.organisatie_id if actor.rol == "politie" else None
            rijen.append(melding)
            delen.append(
                (
                    maak_melder(melding, opname),
                    maak_opgave(melding, opname),
                    maak_signalen(melding, opname, eenheid),
                )
            )
        Melding.objects.bulk_create(rijen)
        Melder.objects.bulk_create([melder for melder, _o, _s in delen])
        BetrokkeneOpgave.objects.bulk_create([opgave for _m, opgave, _s in delen])
        MeldingSignaal.objects.bulk_create([signaal for *_rest, signalen in delen for signaal in signalen])
        gaten.begin(
            stand
            for melding in rijen
            for stand in (
                bronnen.stand_zonder_triage(melding, team),
                bronnen.stand_melder(melding, anoniem=False, meldpunt_id=team),
            )
        )
        if voortgang:
            voortgang(begin + len(pak), len(nieuw))
    _tel(eenheid, [rij for rij in nieuw if rij.opname is None])
    Importregel.objects.bulk_create(
        [Importregel(regio_id=actor.regio_id, soort="politie", sleutel=rij.sleutel, op=nu) for rij in nieuw],
        batch_size=PAK,
    )
    record(
        "meldpunt.politie_ingelezen",
        object=f"import:{uuid7()}",
        gegevens={"meldingen": len(opnames), "tellingen": len(nieuw) - len(opnames)},
        actie="C",
    )
    if voortgang:
        voortgang(len(nieuw), len(nieuw))


def _nummers(nu: datetime, aantal: int) -> list[str]:
    """A run of numbers at once: the first locks the series until the commit."""
    if not aantal:
        return []
    reeks = f"M-{wettelijke_dag(nu).year}"
    eerste = int(volgend_nummer(reeks).rpartition("-")[2])
    Nummerreeks.objects.filter(reeks=reeks).update(laatste=F("laatste") + aantal - 1)
    return [f"{reeks}-{eerste + i:06d}" for i in range(aantal)]


def _tel(eenheid: Eenheid, rijen: list[_Rij]) -> None:
    """Rows without a ground become counts per gemeente, wijk, day and code."""
    aantallen: Counter[tuple[str, str, date, str, str]] = Counter(
        (rij.gemeente, rij.wijk, wettelijke_dag(rij.gebeurd_op), rij.code, rij.bron) for rij in rijen
    )
    bestaand = {
        (t.gemeente_id, t.wijk, t.dag, t.code, t.bron): t
        for t in Politietelling.objects.select_for_update().filter(
            dag__in={dag for _g, _w, dag, _c, _b in aantallen}
        )
    }
    for sleutel, aantal in aantallen.items():
        if telling := bestaand.get(sleutel):
            telling.aantal += aantal
        else:
            gemeente, wijk, dag, code, bron = sleutel
            bestaand[sleutel] = Politietelling(
                regio_id=eenheid.actor.regio_id, gemeente_id=gemeente, wijk=wijk, dag=dag, code=code, bron=bron,
                aantal=aantal,
            )  # fmt: skip
    geteld = [bestaand[sleutel] for sleutel in aantallen]
    Politietelling.objects.bulk_update([t for t in geteld if not t._state.adding], ["aantal"], batch_size=PAK)
    Politietelling.objects.bulk_create([t for t in geteld if t._state.adding], batch_size=PAK)


__all__ = ["Rijfout", "Verslag", "importeer_politie"]
