"""Finding the person that somebody tells about: candidates by index only, then points and reasons (UR-01, UM-06)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from sluitend.inwoners import geheim, policy
from sluitend.inwoners.gegevens import BSN_ONGELDIG, schoon
from sluitend.inwoners.models import Adresperiode, Inwoner, Naamklank
from sluitend.inwoners.queries.personen import gesplitst_van, huidige_adressen
from sluitend.inwoners.rules.herkenning import (
    MAX_GESCOORD,
    MAX_GETOOND,
    Herkenning,
    Oordeel,
    Persoonsgegevens,
    Reden,
    postcode_sleutel,
    score,
    telefoon_sleutel,
)
from sluitend.inwoners.rules.klankcode import klank_van
from sluitend.inwoners.rules.namen import VEELVOORKOMEND, achternaamdelen
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.kern.identificatie import controleer_postcode
from sluitend.kern.tekst import zin as _
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.platform.gebeurtenissen import gelezen
from sluitend.platform.vertalingen import vertaal
from sluitend.regio import instellingen

MINSTENS_TWEE = _("Vul ten minste twee gegevens in om buiten uw eigen caseload te zoeken.")
ZOEKREDENEN = ("melding", "overdracht", "aanvraag", "afspraak", "identiteit", "anders")
MAX_ZOEK = 25


@dataclass(frozen=True)
class Kandidaat:
    """Somebody it may be. Outside the actor's own residents only name, birth year and gemeente are filled."""

    id: UUID
    naam: str
    geboortejaar: int | None
    gemeente: str
    punten: int
    oordeel: str
    redenen: tuple[Reden, ...]
    eigen: bool
    nummer: str = ""
    geboortedatum: date | None = None
    geboortedatum_precisie: str = ""
    identiteit_status: str = ""
    gewichten_versie: int = 1


@dataclass(frozen=True)
class Zoekuitslag:
    """What a search found; `ruim` says whether it looked outside the own residents."""

    kandidaten: list[Kandidaat]
    ruim: bool


def kandidaten(actor: Actor, opgave: Persoonsgegevens, *, voor: UUID | None = None) -> list[Kandidaat]:
    """At most five persons that this may be, best first, each with its reasons and one read line.

    With fewer than two identity fields only the own residents are looked at. `voor` leaves out a person
    itself and everybody it was split from before (UR-04).
    """
    return _kandidaten(actor, _met_indexen(opgave), voor)


def lijkt_op(actor: Actor, rij: Inwoner) -> list[Kandidaat]:
    """Who may be the same person as this resident, whom the actor sees already."""
    adres = huidige_adressen([rij.pk]).get(rij.pk)
    telefoons = (rij.telefoon_index,) if rij.telefoon_index else ()
    return _kandidaten(actor, _persoonsgegevens(rij, adres, telefoons), rij.pk)


def _kandidaten(actor: Actor, opgave: Persoonsgegevens, voor: UUID | None) -> list[Kandidaat]:
    gevonden = _gevonden(actor, opgave, ruim=aantal_velden(opgave) >= 2)
    if voor is not None:
        gesplitst = gesplitst_van([voor])
        gevonden = [
            vondst
            for vondst in gevonden
            if vondst[0].pk != voor and frozenset((vondst[0].pk, voor)) not in gesplitst
        ]
    return _toon(actor, [vondst for vondst in gevonden if vondst[2].tonen][:MAX_GETOOND])


def zoek(actor: Actor, velden: Persoonsgegevens, *, nummer: str = "", reden: str = "anders") -> Zoekuitslag:
    """Search as UR-01 and UA-12 ask: refused outside the own residents with fewer than two fields.

    Shown is who scores as possible, and who fits everything that was given. The search itself leaves a line,
    also without a hit.
    """
    if reden not in ZOEKREDENEN:
        raise Weigering("zoekreden", _("Kies waarom u zoekt."), "30 UA-12", status=400)
    gelezen(f"zoekvraag:{reden}", None, ("naam",), gebeurtenis="inwoners.gezocht", actie="E")
    if nummer.strip():
        rij = policy.rijen(policy.INWONER, _levend().filter(nummer=nummer.strip().upper()), actor)
        vondsten = [(persoon, True, Herkenning(100, Oordeel.WAARSCHIJNLIJK, ())) for persoon in rij[:1]]
        return Zoekuitslag(_toon(actor, vondsten), ruim=False)
    velden = _leesbaar(velden)
    ruim = aantal_velden(velden) >= 2
    vondsten = [v for v in _gevonden(actor, velden, ruim=ruim) if v[2].tonen or _past(velden, v[2])]
    if not vondsten and not ruim:
        raise Weigering("te-weinig-gegevens", MINSTENS_TWEE, "12 UR-01")
    return Zoekuitslag(_toon(actor, vondsten[:MAX_ZOEK]), ruim)


def herken_paar(een: Inwoner, ander: Inwoner) -> Herkenning:
    """The points of two persons that are put beside each other."""
    adressen = huidige_adressen([een.pk, ander.pk])
    links, rechts = (
        _persoonsgegevens(rij, adressen.get(rij.pk), (rij.telefoon_index,) if rij.telefoon_index else ())
        for rij in (een, ander)
    )
    return score(links, rechts, VEELVOORKOMEND, peildatum=timezone.localdate(huidig().nu))


def aantal_velden(p: Persoonsgegevens) -> int:
    """How many identity fields were given: surname, given name, birth, address, phone, BSN."""
    return sum(
        map(
            bool,
            (
                p.achternaam.strip(),
                (p.voornaam or p.roepnaam).strip(),
                p.geboortedatum,
                p.postcode and p.huisnummer,
                p.telefoons,
                p.bsn,
            ),
        )
    )


def _met_indexen(p: Persoonsgegevens) -> Persoonsgegevens:
    """Phone numbers and BSN as the keyed hashes that the rows carry; what cannot be, was not given."""
    telefoons = tuple(geheim.telefoon_index(n) for n in p.telefoons if telefoon_sleutel(n))
    bsn = geheim.bsn_index(p.bsn.strip().zfill(9)) if p.bsn.strip() else ""
    huisnummer = p.huisnummer.strip()
    return replace(
        p,
        achternaam=schoon(p.achternaam[:200]),
        voornaam=schoon(p.voornaam[:200]),
        roepnaam=schoon(p.roepnaam[:200]),
        geboortedatum=p.geboortedatum if _kan_datum(p.geboortedatum) else "",
        postcode=p.postcode[:10],
        huisnummer=huisnummer if re.fullmatch(r"[0-9]{1,5}", huisnummer) else "",
        telefoons=telefoons,
        bsn=bsn,
    )


def _leesbaar(p: Persoonsgegevens) -> Persoonsgegevens:
    """As `_met_indexen`, but who searches is told what cannot be right instead of getting a wider search."""
    uit = _met_indexen(p)
    fouten = {}
    if p.geboortedatum and not uit.geboortedatum:
        fouten["geboortedatum"] = _("Deze geboortedatum kan niet.")
    if p.huisnummer.strip() and not uit.huisnummer:
        fouten["huisnummer"] = _("Een huisnummer heeft 1 tot 5 cijfers.")
    if p.postcode.strip():
        try:
            controleer_postcode(p.postcode)
        except OngeldigeInvoer as fout:
            fouten["postcode"] = fout.tekst
    if len(p.telefoons) != len(uit.telefoons):
        fouten["telefoon"] = _("Een telefoonnummer heeft 8 tot 15 cijfers.")
    if p.bsn.strip() and not re.fullmatch(r"[0-9]{8,9}", p.bsn.strip()):
        fouten["bsn"] = BSN_ONGELDIG
    if fouten:
        raise OngeldigeInvoer("zoekvraag-ongeldig", next(iter(fouten.values())), "12 UR-01", fouten=fouten)
    return uit


def _kan_datum(tekst: str) -> bool:
    """jjjj, jjjj-mm or jjjj-mm-dd, and a day that was or will be."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", tekst):
        return False
    try:
        return date.fromisoformat((tekst + "-01-01")[:10]).year >= 1850
    except ValueError:
        return False


def _past(velden: Persoonsgegevens, herkenning: Herkenning) -> bool:
    """Everything that was given speaks for this person."""
    if herkenning.oordeel == Oordeel.UITGESLOTEN or not herkenning.redenen:
        return False
    gevraagd = {
        "achternaam": velden.achternaam.strip(),
        "voornaam": (velden.voornaam or velden.roepnaam).strip(),
        "geboortedatum": velden.geboortedatum,
        "adres": velden.postcode and velden.huisnummer,
        "telefoon": velden.telefoons,
        "bsn": velden.bsn,
    }
    punten = {reden.kenmerk: reden.punten for reden in herkenning.redenen}
    return all(punten.get(kenmerk, 0) > 0 for kenmerk, waarde in gevraagd.items() if waarde)


Vondst = tuple[Inwoner, bool, Herkenning]


def _levend() -> QuerySet[Inwoner]:
    return Inwoner.objects.filter(samengevoegd_in__isnull=True)


def _blokken(p: Persoonsgegevens, *, ook_naam: bool) -> Iterator[QuerySet[Inwoner]]:
    """The ways in, the sharpest first; each an equality or range on one index."""
    if p.bsn:
        yield _levend().filter(bsn_index=p.bsn)
    if p.telefoons:
        yield _levend().filter(telefoon_index__in=p.telefoons)
    postcode = postcode_sleutel(p.postcode)
    if len(postcode) == 6 and p.huisnummer.strip().isdigit():
        adressen = Adresperiode.objects.filter(postcode=postcode, huisnummer=int(p.huisnummer))
        yield _levend().filter(pk__in=adressen.values("inwoner_id"))
    if len(p.geboortedatum) == 10:
        yield _levend().filter(geboortedatum=p.geboortedatum)
    delen = achternaamdelen(p.achternaam)
    klanken = {klank_van(deel)[:60] for deel in (*delen, "".join(delen)) if deel}
    if not klanken:
        return
    helften = Naamklank.objects.filter(klank__in=klanken).values("inwoner_id")
    op_klank = (_levend().filter(klank__in=klanken), _levend().filter(pk__in=helften))
    if p.geboortedatum[:4].isdigit():
        jaar = int(p.geboortedatum[:4])
        for rijen in op_klank:
            yield rijen.filter(geboortedatum__gte=date(jaar, 1, 1), geboortedatum__lte=date(jaar, 12, 31))
    if postcode[:4].isdigit() and len(postcode) >= 4:
        buurt = Adresperiode.objects.filter(
            postcode__gte=postcode[:4] + "AA", postcode__lte=postcode[:4] + "ZZ"
        )
        for rijen in op_klank:
            yield rijen.filter(pk__in=buurt.values("inwoner_id"))
    if ook_naam:
        yield from op_klank


def _gevonden(actor: Actor, p: Persoonsgegevens, *, ruim: bool) -> list[Vondst]:
    """At most 200 scored persons, best first, with whether they are the actor's own."""
    eigen = policy.rijen(policy.INWONER, Inwoner.objects.all(), actor)
    if ruim:
        zoekbaar = policy.rijen(policy.INWONER_ZOEKEN, Inwoner.objects.all(), actor, "zoeken")
    binnen = [
        deel
        for blok in _blokken(p, ook_naam=not ruim)
        for deel in (
            [blok.filter(pk__in=eigen.values("pk"))]
            + ([blok.filter(pk__in=zoekbaar.values("pk"))] if ruim else [])
        )
    ]
    if not binnen:
        return []
    takken = [tak.order_by().values_list("pk", flat=True) for tak in binnen]
    ids = list(takken[0].union(*takken[1:])[:MAX_GESCOORD] if len(takken) > 1 else takken[0][:MAX_GESCOORD])
    mijn = set(eigen.filter(pk__in=ids).values_list("pk", flat=True))
    adressen = huidige_adressen(ids)
    peildatum = timezone.localdate(huidig().nu)
    vondsten = []
    for rij in Inwoner.objects.filter(pk__in=ids).select_related("sleutel"):
        bekend = _persoonsgegevens(
            rij, adressen.get(rij.pk), p.telefoons if rij.telefoon_index in p.telefoons else ()
        )
        vondsten.append((rij, rij.pk in mijn, score(p, bekend, VEELVOORKOMEND, peildatum=peildatum)))
    vondsten.sort(key=lambda vondst: (-vondst[2].punten, str(vondst[0].pk)))
    return vondsten


def _persoonsgegevens(
    rij: Inwoner, adres: Adresperiode | None, telefoons: tuple[str, ...]
) -> Persoonsgegevens:
    """A row as the rule compares it. A part of a birth date counts only as far as it is known."""
    geboorte, leeftijd = "", None
    if rij.geboortedatum:
        iso = rij.geboortedatum.isoformat()
        geboorte = {"dag": iso, "maand": iso[:7], "jaar": iso[:4]}.get(rij.geboortedatum_precisie, "")
        if rij.geboortedatum_precisie == Inwoner.Precisie.GESCHAT:
            leeftijd = timezone.localdate(huidig().nu).year - rij.geboortedatum.year
    return Persoonsgegevens(
        achternaam=" ".join(deel for deel in (rij.voorvoegsel, rij.geslachtsnaam) if deel),
        voornaam=rij.voornamen,
        roepnaam=rij.roepnaam,
        geboortedatum=geboorte,
        leeftijd_van=leeftijd,
        leeftijd_tot=leeftijd,
        postcode=adres.postcode if adres else "",
        huisnummer=str(adres.huisnummer or "") if adres else "",
        telefoons=telefoons,
        bsn=rij.bsn_index or "",
    )


def _toon(actor: Actor, vondsten: list[Vondst]) -> list[Kandidaat]:
    """What the actor may know of each, with a read line."""
    adressen = huidige_adressen([rij.pk for rij, _eigen, _h in vondsten])
    uit = []
    for rij, eigen, herkenning in vondsten:
        adres = adressen.get(rij.pk)
        gelezen(f"inwoner:{rij.pk}", rij.pseudoniem, ("naam", "sleutel"), gebeurtenis="inwoners.gezocht")
        gemeente = adres.gemeente.naam if adres else ""
        if rij.adres_afgeschermd:
            gemeente = vertaal(
                _("afgeschermd, bel {wie}", wie=instellingen.waarde("afgeschermd.contactpunt"))
            )
        uit.append(
            Kandidaat(
                id=rij.pk,
                naam=rij.weergavenaam,
                geboortejaar=rij.geboortedatum.year if rij.geboortedatum else None,
                gemeente=gemeente,
                punten=herkenning.punten,
                oordeel=str(herkenning.oordeel),
                redenen=herkenning.redenen,
                eigen=eigen,
                nummer=rij.nummer if eigen else "",
                geboortedatum=rij.geboortedatum if eigen else None,
                geboortedatum_precisie=rij.geboortedatum_precisie if eigen else "",
                identiteit_status=rij.identiteit_status if eigen else "",
                gewichten_versie=herkenning.gewichten_versie,
            )
        )
    return uit
