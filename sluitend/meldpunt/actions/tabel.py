"""UM-23: a version of the triage table is drawn up, checked, replayed, and fixed by another person than its maker."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Subquery

from sluitend.kern.beslistabel import Controle
from sluitend.kern.fouten import OngeldigeInvoer, Weigering
from sluitend.meldpunt import policy, queries, tabellen
from sluitend.meldpunt.models import Beslistabel, MedischeToets, Triage
from sluitend.meldpunt.rules import tabelbewerken
from sluitend.meldpunt.rules.gevolgen import Gevolgen, vergelijk
from sluitend.meldpunt.rules.triagetabel import controleer_triagetabel, mag_vaststellen
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import Eenheid, schrijven
from sluitend.platform.gebeurtenissen import object_naam, record

Staat = Beslistabel.Staat
PAK = 1000
TERUGKIJKDAGEN = 365
BEROEPEN = ("psychiater", "klinisch_psycholoog", "gz_psycholoog", "verpleegkundig_specialist_ggz")


def begin_tabel(*, actor: Actor, regels: str = "") -> Beslistabel:
    """Start a new version: a copy of the table in force, or the rules of a CSV file."""
    with schrijven(actor) as eenheid:
        policy.TRIAGETABEL.eis(actor, "instellen")
        naam = f"triage-{actor.regio_code}"[:60]
        hoogste = Beslistabel.objects.filter(naam=naam).aggregate(Max("tabel_versie"))["tabel_versie__max"]
        inhoud = tabelbewerken.schrijf(tabelbewerken.lees(regels or tabellen.in_gebruik().regels).regels)
        rij = Beslistabel.objects.create(
            regio_id=actor.regio_id,
            naam=naam,
            tabel_versie=(hoogste or 0) + 1,
            regels=inhoud,
            opgesteld_door_id=actor.medewerker_id,
            bewerkers=[str(actor.medewerker_id)],
            aangemaakt_op=eenheid.nu,
        )
        _meld(rij, "beslistabel_opgesteld", actie="C")
        return rij


def zet_regel(
    *,
    actor: Actor,
    tabel_id: UUID | str,
    cellen: Mapping[str, str],
    oud_nr: int | None = None,
    versie: int | None = None,
) -> Beslistabel:
    """Add a rule, or put it in place of rule `oud_nr`; another number moves it."""
    with schrijven(actor):
        rij = _te_wijzigen(actor, tabel_id, versie)
        regel = tabelbewerken.lees_regel(dict(cellen))
        return _bewaar_regels(actor, rij, tabelbewerken.zet(rij.regels, regel, oud_nr), regel=regel.nr)


def verplaats_regel(
    *, actor: Actor, tabel_id: UUID | str, nr: int, omhoog: bool, versie: int | None = None
) -> Beslistabel:
    """Swap a rule with its neighbour in the same part."""
    with schrijven(actor):
        rij = _te_wijzigen(actor, tabel_id, versie)
        regels, nieuw_nr = tabelbewerken.verplaats(rij.regels, nr, omhoog)
        return _bewaar_regels(actor, rij, regels, regel=nr, naar=nieuw_nr)


def haal_regel_weg(*, actor: Actor, tabel_id: UUID | str, nr: int, versie: int | None = None) -> Beslistabel:
    """Take a rule out of a draft."""
    with schrijven(actor):
        rij = _te_wijzigen(actor, tabel_id, versie)
        return _bewaar_regels(actor, rij, tabelbewerken.haal_weg(rij.regels, nr), regel=nr)


def lees_regels_in(
    *, actor: Actor, tabel_id: UUID | str, inhoud: bytes, versie: int | None = None
) -> Beslistabel:
    """Put the rules of a CSV file of §5.2 in place of those of a draft; refused as a whole when it cannot be read."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", "replace")
    with schrijven(actor):
        rij = _te_wijzigen(actor, tabel_id, versie)
        regels = tabelbewerken.lees(tekst).regels
        return _bewaar_regels(actor, rij, tabelbewerken.schrijf(regels), aantal=len(regels))


def _te_wijzigen(actor: Actor, tabel_id: UUID | str, versie: int | None) -> Beslistabel:
    rij = tabel_voor_daad(actor, tabel_id)
    policy.TRIAGETABEL.eis(actor, "instellen", rij)
    if versie is not None and versie != rij.versie:
        tekst = "Deze tabel is intussen gewijzigd. Kijk wat er anders is. Wat u invulde, staat er nog."
        raise Weigering("intussen-gewijzigd", tekst, "10 §7")
    return rij


def tabel_voor_daad(actor: Actor, tabel_id: UUID | str) -> Beslistabel:
    """The table, locked until the commit; 404 when it is not visible."""
    try:
        rij = (
            policy.TRIAGETABEL.zichtbaar(Beslistabel.objects.all(), actor)
            .select_for_update()
            .filter(pk=UUID(str(tabel_id)))
            .first()
        )
    except ValueError:
        rij = None
    if rij is None:
        raise Weigering("niet-gevonden", "Deze beslistabel is er niet.", "30 2B", status=404)
    return rij


def _bewaar_regels(actor: Actor, rij: Beslistabel, regels: str, **gegevens: object) -> Beslistabel:
    """A changed draft has to be checked and replayed again, and whoever changed it may not fix it."""
    rij.wijzig()
    rij.regels, rij.controle, rij.gecontroleerd_op, rij.proefrapport = regels, {}, None, {}
    rij.bewerkers = sorted({*rij.bewerkers, str(actor.medewerker_id)})
    _bewaar(rij, "staat", "regels", "controle", "gecontroleerd_op", "proefrapport", "bewerkers")
    _meld(rij, "beslistabel_gewijzigd", **gegevens)
    return rij


def _bewaar(rij: Beslistabel, *velden: str) -> None:
    rij.versie += 1
    rij.save(update_fields=["versie", *velden])


def _meld(rij: Beslistabel, soort: str, *, actie: str = "U", **gegevens: object) -> None:
    record(
        f"meldpunt.{soort}",
        object=object_naam("beslistabel", rij.pk),
        regelversie=f"{rij.naam}/{rij.tabel_versie}",
        gegevens=gegevens,
        actie=actie,
    )


def gooi_weg(*, actor: Actor, tabel_id: UUID | str) -> None:
    """Throw a draft away; what was ever in force stays for good (Z-09)."""
    with schrijven(actor):
        rij = _te_wijzigen(actor, tabel_id, None)
        _meld(rij, "beslistabel_vervallen", actie="D")
        rij.delete()


def controleer_tabel(*, actor: Actor, tabel_id: UUID | str) -> Beslistabel:
    """Run every check of §5.2 and keep what it found; without an error the table is `gecontroleerd`."""
    with schrijven(actor) as eenheid:
        rij = _te_wijzigen(actor, tabel_id, None)
        controle = _controleer(rij)
        if controle.in_orde:
            rij.keur()
        else:
            rij.wijzig()
        rij.gecontroleerd_op = eenheid.nu
        rij.controle = {
            "fouten": [{"code": f.code, "tekst": f.tekst, "regel": f.regel} for f in controle.fouten],
            "waarschuwingen": [
                {"een": o.een, "ander": o.ander, "wint": o.wint, "voorbeeld": str(o.voorbeeld)}
                for o in controle.waarschuwingen
            ],
            "voorbeelden": {str(nr): str(voorbeeld) for nr, voorbeeld in controle.voorbeelden.items()},
            "volledig": controle.volledig,
        }
        _bewaar(rij, "staat", "gecontroleerd_op", "controle")
        _meld(rij, "beslistabel_gecontroleerd", fouten=len(controle.fouten))
        return rij


def _controleer(rij: Beslistabel) -> Controle:
    """The checks on the table as the region will run it: with its age limit, and its functions per gemeente."""
    gemeenten = queries.kaart().gemeenten
    tabel = tabellen.bouw(tabellen.bron_van(rij), gemeenten)
    return controleer_triagetabel(tabel.tabel, tabellen.routes_per_gemeente(sorted(gemeenten)))


def bekijk_gevolgen(*, actor: Actor, tabel_id: UUID | str) -> Beslistabel:
    """Judge the meldingen of the last twelve months by the table in force and by this one, and keep the matrix."""
    with schrijven(actor) as eenheid:
        rij = tabel_voor_daad(actor, tabel_id)
        if not policy.TRIAGETABEL.mag(actor, "besluiten", rij):
            policy.TRIAGETABEL.eis(actor, "instellen", rij)
        if rij.staat in (Staat.VASTGESTELD, Staat.INGETROKKEN):
            raise Weigering("staat-past-niet", "Deze tabel is al vastgesteld.", "UM-23")
        _speel_na(eenheid, rij)
        return rij


def _speel_na(eenheid: Eenheid, rij: Beslistabel) -> None:
    gemeenten = queries.kaart().gemeenten
    bron = tabellen.in_gebruik()
    oud, nieuw = tabellen.bouw(bron, gemeenten), tabellen.bouw(tabellen.bron_van(rij), gemeenten)
    gevolgen = Gevolgen()
    begin = eenheid.nu - timedelta(days=TERUGKIJKDAGEN)
    # The latest triage of each melding: the answers as they were in the end.
    laatste = Triage.objects.filter(melding=OuterRef("melding")).order_by("-volgnr").values("pk")[:1]
    rijen = (
        Triage.objects.filter(op__gte=begin, pk=Subquery(laatste))
        .order_by("op", "pk")
        .values_list("melding_id", "invoer")
    )
    pak: list[tuple[str, Any]] = []
    for melding_id, invoer in rijen.iterator(chunk_size=PAK):
        pak.append((str(melding_id), invoer))
        if len(pak) == PAK:
            vergelijk(pak, oud, nieuw, gevolgen)
            pak = []
    vergelijk(pak, oud, nieuw, gevolgen)
    rij.proefrapport = {
        **gevolgen.als_dict(),
        "tegen": f"{bron.naam} {bron.versie}",
        "van": begin.date().isoformat(),
        "op": eenheid.nu.isoformat(),
    }
    _bewaar(rij, "proefrapport")
    _meld(rij, "beslistabel_nagespeeld", aantal=gevolgen.aantal, veranderd=gevolgen.veranderd)


def stel_tabel_vast(*, actor: Actor, tabel_id: UUID | str, versie: int | None = None) -> Beslistabel:
    """Fix a checked table: from this moment it decides, and the one before it is withdrawn (UM-23).

    Refused for whoever drew it up or changed it, and while the checks find an error.
    """
    with schrijven(actor) as eenheid:
        rij = tabel_voor_daad(actor, tabel_id)
        wie = str(actor.medewerker_id)
        eigen = wie in rij.bewerkers
        if not eigen:
            policy.TRIAGETABEL.eis(actor, "besluiten", rij)
        if versie is not None and versie != rij.versie:
            raise Weigering(
                "intussen-gewijzigd", "Deze tabel is intussen gewijzigd. Kijk wat er anders is.", "10 §7"
            )
        if not eigen and rij.staat != Staat.GECONTROLEERD:
            raise Weigering("tabel-niet-gecontroleerd", "Laat de tabel eerst controleren.", "UM-23")
        if weigering := mag_vaststellen(
            opsteller=wie if eigen else str(rij.opgesteld_door_id),
            vaststeller=wie,
            controle=_controleer(rij),
        ):
            raise weigering
        if not rij.proefrapport:
            _speel_na(eenheid, rij)
        for vorige in Beslistabel.objects.select_for_update().filter(staat=Staat.VASTGESTELD):
            vorige.trek_in()
            vorige.geldig_tot = eenheid.nu
            _bewaar(vorige, "staat", "geldig_tot")
            _meld(vorige, "beslistabel_ingetrokken", opvolger=rij.pk)
        rij.stel_vast()
        rij.geldig_van, rij.vastgesteld_door_id = eenheid.nu, actor.medewerker_id
        _bewaar(rij, "staat", "geldig_van", "vastgesteld_door")
        tabellen.vergeet()
        _meld(rij, "beslistabel_vastgesteld")
        return rij


def leg_medische_toets_vast(
    *, actor: Actor, tabel_id: UUID | str, naam: str, beroep: str, big_nummer: str, op: date
) -> MedischeToets:
    """Note that a ggz professional signed off the danger rules as they read in this table (§5.2)."""
    fouten = {}
    if not naam.strip():
        fouten["naam"] = "Vul de naam in."
    if beroep not in BEROEPEN:
        fouten["beroep"] = "Kies een beroep."
    if not re.fullmatch(r"[0-9]{11}", big_nummer):
        fouten["big_nummer"] = "Een BIG-nummer heeft elf cijfers."
    with schrijven(actor) as eenheid:
        rij = tabel_voor_daad(actor, tabel_id)
        policy.TRIAGETABEL.eis(actor, "besluiten", rij)
        if op > eenheid.nu.date():
            fouten["op"] = "Deze dag moet nog komen."
        if fouten:
            raise OngeldigeInvoer("invoer-ongeldig", " ".join(fouten.values()), "10 §5.2", fouten=fouten)
        toets, _nieuw = MedischeToets.objects.get_or_create(
            regio_id=actor.regio_id,
            regels_hash=tabelbewerken.medische_hash(tabelbewerken.lees(rij.regels).regels),
            big_nummer=big_nummer,
            defaults={
                "naam": naam.strip()[:120],
                "beroep": beroep,
                "op": op,
                "vastgelegd_door_id": actor.medewerker_id,
                "vastgelegd_op": eenheid.nu,
            },
        )
        _meld(rij, "beslistabel_medisch_getoetst", beroep=beroep)
        return toets
