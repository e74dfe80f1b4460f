"""The day counts behind Beeld van het meldpunt: kept by the events, rebuilt from scratch to compare (chapter 10 §9)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from sluitend.meldpunt import instellingen
from sluitend.meldpunt.models import Beeldstand, Beslistabel, Dagbijdrage, Dagtelling, Melding, Uitkomst
from sluitend.meldpunt.rules import beeld as regels
from sluitend.meldpunt.rules import tabelbewerken
from sluitend.meldpunt.rules.beeld import Feiten, Keuze
from sluitend.meldpunt.tabellen import standaard
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, lezen, schrijven
from sluitend.platform.models import Gebeurtenis

Sleutel = tuple[date, str, str, str]
PAK, MEESTE = 1000, 20_000


def werk_beeld_bij(*, actor: Actor, nu: datetime | None = None) -> int:
    """Bring the day counts up to the last event; returns how many meldingen were counted again. Idempotent.

    Also counts meldingen that have no event of their own, because a file brought them in.
    """
    with schrijven(actor, nu=nu, stil=True) as eenheid:
        Beeldstand.objects.get_or_create(regio_id=actor.regio_id, defaults={"op": eenheid.nu})
        stand = Beeldstand.objects.select_for_update().get()
        hoogste = Gebeurtenis.objects.aggregate(Max("volgnr"))["volgnr__max"] or 0
        nieuw = Gebeurtenis.objects.filter(volgnr__gt=stand.volgnr, volgnr__lte=hoogste)
        ids = {
            UUID(naam.removeprefix("melding:"))
            for naam in nieuw.filter(object__startswith="melding:")
            .values_list("object", flat=True)
            .distinct()
        }
        zonder = Melding.objects.exclude(staat=Melding.Staat.CONCEPT).filter(bijdrage__isnull=True)
        ids |= set(zonder.values_list("pk", flat=True)[:MEESTE])
        volgorde = sorted(ids)
        for begin in range(0, len(volgorde), PAK):
            _tel(eenheid, volgorde[begin : begin + PAK])
        stand.volgnr, stand.op = hoogste, eenheid.nu
        stand.save(update_fields=["volgnr", "op"])
        return len(ids)


def tel_vanaf_nul(actor: Actor) -> Counter[Sleutel]:
    """The counts as the meldingen themselves say, whatever was kept: the second method."""
    with lezen(actor):
        totaal: Counter[Sleutel] = Counter()
        ids = list(Melding.objects.exclude(staat=Melding.Staat.CONCEPT).values_list("pk", flat=True))
        for begin in range(0, len(ids), PAK):
            for _pk, feiten in _feiten(ids[begin : begin + PAK]):
                totaal += _sleutels(feiten)
        return totaal


def _sleutels(feiten: Feiten) -> Counter[Sleutel]:
    return Counter({(feiten.dag, feiten.gemeente, *post): n for post, n in regels.posten(feiten).items()})


def _tel(eenheid: Eenheid, ids: Sequence[UUID]) -> None:
    oud = {rij.melding_id: rij for rij in Dagbijdrage.objects.filter(melding__in=ids)}
    verschil: Counter[Sleutel] = Counter()
    nieuw, anders = [], []
    for pk, feiten in _feiten(ids):
        inhoud = [[soort, sleutel, n] for (soort, sleutel), n in sorted(regels.posten(feiten).items())]
        rij = oud.get(pk)
        if rij is None:
            rij = Dagbijdrage(regio_id=eenheid.actor.regio_id, melding_id=pk)
            nieuw.append(rij)
        elif (rij.dag, rij.gemeente, rij.posten) == (feiten.dag, feiten.gemeente, inhoud):
            continue
        else:
            for soort, sleutel, n in rij.posten:
                verschil[rij.dag, rij.gemeente, soort, sleutel] -= n
            anders.append(rij)
        rij.dag, rij.gemeente, rij.posten = feiten.dag, feiten.gemeente, inhoud
        for soort, sleutel, n in inhoud:
            verschil[rij.dag, rij.gemeente, soort, sleutel] += n
    Dagbijdrage.objects.bulk_create(nieuw)
    Dagbijdrage.objects.bulk_update(anders, ["dag", "gemeente", "posten"], batch_size=200)
    _verwerk(eenheid, {sleutel: n for sleutel, n in verschil.items() if n})


def _verwerk(eenheid: Eenheid, verschil: dict[Sleutel, int]) -> None:
    bestaand = {
        (rij.dag, rij.gemeente, rij.soort, rij.sleutel): rij
        for rij in Dagtelling.objects.filter(dag__in={sleutel[0] for sleutel in verschil})
    }
    nieuw, anders, weg = [], [], []
    for sleutel, n in verschil.items():
        rij = bestaand.get(sleutel)
        if rij is None:
            dag, gemeente, soort, naam = sleutel
            nieuw.append(
                Dagtelling(
                    regio_id=eenheid.actor.regio_id,
                    dag=dag,
                    gemeente=gemeente,
                    soort=soort,
                    sleutel=naam,
                    aantal=n,
                )
            )
        else:
            rij.aantal += n
            (anders if rij.aantal else weg).append(rij)
    Dagtelling.objects.bulk_create(nieuw, batch_size=PAK)
    Dagtelling.objects.bulk_update(anders, ["aantal"], batch_size=200)
    Dagtelling.objects.filter(pk__in=[rij.pk for rij in weg]).delete()


def _feiten(ids: Iterable[UUID]) -> Iterator[tuple[UUID, Feiten]]:
    """The facts of these meldingen, in a constant number of queries."""
    laatste = Uitkomst.objects.filter(melding=OuterRef("pk")).order_by("-op", "-pk")
    rijen = (
        Melding.objects.filter(pk__in=list(ids))
        .select_related("melder")
        .prefetch_related("triages", "aanbiedingen", "terugkoppelingen")
        .annotate(
            laatste_uitkomst=Subquery(laatste.values("soort")[:1]),
            was_vermijdbaar=Subquery(laatste.values("vermijdbaar")[:1]),
        )
    )
    tabellen, rangen = _uitkomsten_per_tabel(), instellingen.klassen()
    for rij in rijen:
        keuzes = []
        for triage in rij.triages.all():
            if not triage.advies_urgentie:
                continue
            regel_u, regel_r = regels.beslissers(
                triage.geraakt, tabellen.get((triage.tabel, triage.tabel_versie), {}), triage.advies_urgentie
            )
            keuzes.append(
                Keuze(
                    regel_u,
                    regel_r,
                    rangen[triage.advies_urgentie].rang,
                    rangen[triage.gekozen_urgentie].rang,
                    triage.advies_route,
                    triage.gekozen_route,
                )
            )
        yield (
            rij.pk,
            Feiten(
                ontvangen_op=rij.ontvangen_op,
                gemeente=rij.gemeente_id or regels.ONBEKEND,
                kanaal=rij.kanaal,
                politiecode=rij.politiecode,
                urgentie=rij.urgentie,
                route=rij.route,
                uitkomst=rij.laatste_uitkomst or "",
                getriageerd_op=rij.getriageerd_op,
                deadline_triage=rij.deadline_triage,
                opgepakt_op=rij.opgepakt_op,
                deadline_oppakken=rij.deadline_oppakken,
                aangeboden=bool(rij.aanbiedingen.all()),
                teruggegeven=any(a.antwoord == "teruggegeven" for a in rij.aanbiedingen.all()),
                vermijdbaar=rij.was_vermijdbaar,
                terugkoppeling_vereist=not rij.melder.anoniem,
                niet_bereikt=any(t.niet_mogelijk == "niet_bereikt" for t in rij.terugkoppelingen.all()),
                keuzes=tuple(keuzes),
            ),
        )


def _uitkomsten_per_tabel() -> dict[tuple[str, int], dict[int, str]]:
    """Per table and version what each rule says, to find which rule decided an old advice (Z-09)."""
    bronnen = [(standaard().naam, standaard().versie, standaard().regels)]
    bronnen += Beslistabel.objects.exclude(geldig_van=None).values_list("naam", "tabel_versie", "regels")
    return {
        (naam, versie): {regel.nr: regel.uit for regel in tabelbewerken.lees(tekst).regels}
        for naam, versie, tekst in bronnen
    }
