"""Beeld van het meldpunt: protected figures of the region over a period, from the day counts (chapter 10 §6, 22 §5.4)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import ExtractYear

from sluitend.kern.bescherm import Beschermd, Verhouding, bescherm, verhouding
from sluitend.kern.fouten import Weigering
from sluitend.kern.kalender import begin_dag, lokaal
from sluitend.meldpunt import policy, queries
from sluitend.meldpunt.models import Beeldstand, Dagtelling, Melding, Politietelling, Uitkomst
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import huidig
from sluitend.regio.models import InwonerAantal

KLASSEN = ("acuut", "spoed", "dag", "week", "niet_acuut")
CODES = ("E33", "E14")
JAREN = 4


@dataclass(frozen=True, slots=True)
class Kruistabel:
    """A protected table with the names of its rows and columns."""

    rijen: tuple[str, ...]
    kolommen: tuple[str, ...]
    cellen: Beschermd


@dataclass(frozen=True, slots=True)
class Gemeenteregel:
    """Meldingen of a gemeente, and per 1,000 residents; both empty where the number is too small."""

    code: str
    naam: str
    aantal: int | None
    inwoners: int
    per_duizend: float | None


@dataclass(frozen=True, slots=True)
class Jaarregel:
    """Police incidents with code E33 and E14 of a year beside all meldingen (P05, K03): incidents, never persons."""

    jaar: int
    e33: int | None
    e14: int | None
    meldingen: int | None


@dataclass(frozen=True)
class Beeld:
    """Everything on the page; what is hidden is None or absent, everywhere alike."""

    aantal: int | None
    bijgewerkt_op: datetime | None
    uren: Kruistabel
    normen: Kruistabel
    op_tijd: Mapping[str, Verhouding | None]
    op_tijd_totaal: Verhouding | None
    heen: Kruistabel
    verder: Kruistabel
    gemeenten: tuple[Gemeenteregel, ...]
    jaren: tuple[Jaarregel, ...]
    misrouted: Verhouding | None
    vermijdbaar: Verhouding | None
    niet_bereikt: Verhouding | None
    afwijkingen: Kruistabel


def beeld(actor: Actor, van: date, tot: date) -> Beeld:
    """The figures of meldingen received from `van` up to and including `tot`. A fixed number of queries."""
    if policy.INDICATOR.visible_to(actor) is None:
        raise Weigering("niet-gevonden", "Deze pagina is er niet.", "30 2B", status=404)
    tellingen: dict[str, Counter[str]] = defaultdict(Counter)
    rijen = Dagtelling.objects.filter(dag__gte=van, dag__lte=tot)
    for soort, sleutel, n in rijen.order_by().values_list("soort", "sleutel").annotate(Sum("aantal")):
        tellingen[soort][sleutel] = n
    wie = _personen(van, tot)
    normen, op_tijd, totaal = _normen(tellingen["tijdig"], wie, van, tot)
    heen, verder = _stroom(tellingen["stroom"], wie)
    return Beeld(
        _los(tellingen["melding"][""], len(wie["alles"][""])),
        Beeldstand.objects.aggregate(Max("op"))["op__max"],
        _uren(tellingen["uur"], wie),
        normen,
        op_tijd,
        totaal,
        heen,
        verder,
        _gemeenten(rijen, wie, tot),
        _jaren(tot),
        verhouding(tellingen["aangeboden"]["teruggegeven"], tellingen["aangeboden"][""]),
        verhouding(tellingen["vermijdbaar"]["ja"], sum(tellingen["vermijdbaar"].values())),
        verhouding(tellingen["terugkoppeling"]["niet_bereikt"], tellingen["terugkoppeling"]["vereist"]),
        _afwijkingen(tellingen["afwijking"]),
    )


Personen = Mapping[str, Mapping[str, set[Any]]]


def _personen(van: date, tot: date) -> Personen:
    """Who stands behind each cell: an unknown person is an own person (K01b). Only counted, never shown."""
    laatste = Uitkomst.objects.filter(melding=OuterRef("pk")).order_by("-op", "-pk").values("soort")[:1]
    rijen = (
        Melding.objects.exclude(staat=Melding.Staat.CONCEPT)
        .filter(
            ontvangen_op__gte=begin_dag(van),
            ontvangen_op__lt=begin_dag(date.fromordinal(tot.toordinal() + 1)),
        )
        .annotate(uitkomst=Subquery(laatste))
        .values_list(
            "pk", "inwoner_id", "ontvangen_op", "gemeente_id", "kanaal", "route", "urgentie", "uitkomst"
        )
    )
    uit: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for pk, inwoner, op, gemeente, kanaal, route, urgentie, uitkomst in rijen.iterator(chunk_size=2000):
        persoon, klok = inwoner or pk, lokaal(op)
        uit["alles"][""].add(persoon)
        uit["uur"][f"{klok.weekday()}-{klok.hour:02d}"].add(persoon)
        uit["gemeente"][gemeente or ""].add(persoon)
        uit["heen"][f"{kanaal}|{route}"].add(persoon)
        uit["verder"][f"{route}|{uitkomst or ''}"].add(persoon)
        uit["klasse"][urgentie].add(persoon)
    return uit


def _los(n: int, personen: int) -> int | None:
    return bescherm([[n]], personen=[[personen]]).binnen[0][0] if n else 0


def _uren(aantallen: Counter[str], wie: Personen) -> Kruistabel:
    dagen, uren = [str(d) for d in range(7)], [f"{u:02d}" for u in range(24)]
    return _kruis(dagen, uren, lambda d, u: (aantallen[f"{d}-{u}"], len(wie["uur"][f"{d}-{u}"])))


def _kruis(
    rijen: Sequence[str], kolommen: Sequence[str], cel: Any, vooraf: frozenset[Any] = frozenset()
) -> Kruistabel:
    paren = [[cel(rij, kolom) for kolom in kolommen] for rij in rijen] or [[(0, 0)]]
    return Kruistabel(
        tuple(rijen),
        tuple(kolommen),
        bescherm(
            [[n for n, _p in rij] for rij in paren],
            personen=[[p for _n, p in rij] for rij in paren],
            vooraf=vooraf,
        ),
    )


def _normen(
    aantallen: Counter[str], wie: Personen, van: date, tot: date
) -> tuple[Kruistabel, dict[str, Verhouding | None], Verhouding | None]:
    """Bars per class; what is open and past its deadline is late by time alone, without any event."""
    aantallen = Counter(aantallen)
    nu = huidig().nu
    open_ = Melding.objects.filter(
        Q(getriageerd_op__isnull=False, opgepakt_op__isnull=True, deadline_oppakken__lt=nu),
        ontvangen_op__gte=begin_dag(van),
        ontvangen_op__lt=begin_dag(date.fromordinal(tot.toordinal() + 1)),
        staat__in=("nieuw", "getriageerd", "aangeboden"),
    )
    for urgentie, getriageerd, deadline in open_.values_list("urgentie", "getriageerd_op", "deadline_triage"):
        if getriageerd <= deadline:
            aantallen[f"{urgentie}|te_laat"] += 1
    tabel = _kruis(
        KLASSEN,
        ("binnen", "te_laat"),
        lambda k, s: (aantallen[f"{k}|{s}"], min(aantallen[f"{k}|{s}"], len(wie["klasse"][k]))),
    )
    per_klasse = {
        k: verhouding(aantallen[f"{k}|binnen"], aantallen[f"{k}|binnen"] + aantallen[f"{k}|te_laat"])
        for k in KLASSEN
    }
    binnen = sum(aantallen[f"{k}|binnen"] for k in KLASSEN)
    return tabel, per_klasse, verhouding(binnen, sum(aantallen.values()))


def _stroom(aantallen: Counter[str], wie: Personen) -> tuple[Kruistabel, Kruistabel]:
    """Channel × route and route × outcome. They share the totals per route, so both hide the same ones."""
    heen: Counter[str] = Counter()
    verder: Counter[str] = Counter()
    for sleutel, n in aantallen.items():
        kanaal, route, uitkomst = sleutel.split("|")
        heen[f"{kanaal}|{route}"] += n
        verder[f"{route}|{uitkomst}"] += n
    routes = sorted({sleutel.split("|")[1] for sleutel in heen})
    kanalen = sorted({sleutel.split("|")[0] for sleutel in heen})
    uitkomsten = sorted({sleutel.split("|")[1] for sleutel in verder})
    vooraf_heen: frozenset[Any] = frozenset()
    vooraf_verder: frozenset[Any] = frozenset()
    while True:
        een = _kruis(
            kanalen, routes, lambda k, r: (heen[f"{k}|{r}"], len(wie["heen"][f"{k}|{r}"])), vooraf_heen
        )
        ander = _kruis(
            routes,
            uitkomsten,
            lambda r, u: (verder[f"{r}|{u}"], len(wie["verder"][f"{r}|{u}"])),
            vooraf_verder,
        )
        weg = {j for i, j in een.cellen.verborgen if i == len(kanalen) and j < len(routes)}
        weg |= {i for i, j in ander.cellen.verborgen if j == len(uitkomsten) and i < len(routes)}
        volgende_heen = frozenset((len(kanalen), j) for j in weg)
        volgende_verder = frozenset((i, len(uitkomsten)) for i in weg)
        if (volgende_heen, volgende_verder) == (vooraf_heen, vooraf_verder) or not routes:
            return een, ander
        vooraf_heen, vooraf_verder = volgende_heen, volgende_verder


def _gemeenten(rijen: Any, wie: Personen, tot: date) -> tuple[Gemeenteregel, ...]:
    """Meldingen per gemeente of the region, by name, never by rank (22 §5.3)."""
    aantallen = dict(rijen.filter(soort="melding").order_by().values_list("gemeente").annotate(Sum("aantal")))
    kaart = queries.kaart()
    codes = sorted(kaart.gemeenten, key=lambda code: kaart.namen[code])
    inwoners: dict[str, int] = {}
    for code, n in (
        InwonerAantal.objects.filter(gemeente__in=codes, peildatum__lte=tot)
        .order_by("peildatum")
        .values_list("gemeente_id", "aantal")
    ):
        inwoners[code] = n
    elders = sum(n for code, n in aantallen.items() if code not in codes)
    elders_wie = set().union(*(wie["gemeente"][c] for c in wie["gemeente"] if c not in codes))
    veilig = bescherm(
        [[*(aantallen.get(code, 0) for code in codes), elders]],
        personen=[[*(len(wie["gemeente"][code]) for code in codes), len(elders_wie)]],
    ).binnen[0]
    return tuple(
        Gemeenteregel(
            code,
            kaart.namen[code],
            n,
            inwoners.get(code, 0),
            round(1000 * n / inwoners[code], 1) if n is not None and inwoners.get(code) else None,
        )
        for code, n in zip(codes, veilig, strict=False)
    )


def _jaren(tot: date) -> tuple[Jaarregel, ...]:
    """E33 and E14 per year: reported ones, and those without a ground to share who it was (F07, P05, K03)."""
    jaren = range(tot.year - JAREN + 1, tot.year + 1)
    aantallen: Counter[tuple[int, str]] = Counter()
    vanaf = date(jaren[0], 1, 1)
    for jaar, soort, sleutel, n in (
        Dagtelling.objects.filter(dag__gte=vanaf, soort__in=("melding", "politie"))
        .order_by()
        .values_list(ExtractYear("dag"), "soort", "sleutel")
        .annotate(Sum("aantal"))
    ):
        aantallen[jaar, sleutel if soort == "politie" else ""] += n
    for jaar, code, n in (
        Politietelling.objects.filter(dag__gte=vanaf, code__in=CODES)
        .order_by()
        .values_list(ExtractYear("dag"), "code")
        .annotate(Sum("aantal"))
    ):
        aantallen[jaar, code] += n
    return tuple(
        Jaarregel(jaar, *(_los(aantallen[jaar, code], aantallen[jaar, code]) for code in (*CODES, "")))
        for jaar in jaren
    )


def _afwijkingen(aantallen: Counter[str]) -> Kruistabel:
    """Choices that differ from the advice, per rule that decided the advice and per direction."""
    regels = sorted({sleutel.split("|")[0] for sleutel in aantallen}, key=int)
    return _kruis(
        regels,
        ("hoger", "lager", "andere_route"),
        lambda r, k: (aantallen[f"{r}|{k}"], aantallen[f"{r}|{k}"]),
    )
