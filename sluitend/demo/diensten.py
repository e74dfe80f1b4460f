"""The meldpunt at work at the end of the story: who runs the dienst, who is on call, where everybody can turn."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sluitend.demo.bezetting import Bezetting
from sluitend.kern.kalender import begin_dag
from sluitend.meldpunt import actions
from sluitend.platform.actor import Actor
from sluitend.platform.eenheid import schrijven

UUR = timedelta(hours=1)
OCHTEND, AVOND = timedelta(hours=8), timedelta(hours=20)
ROOSTERDAGEN = 17
GAT = 3  # the night that nobody took: the one hole of the roster
KANTOOR = {dag: ["09:00-17:00"] for dag in ("ma", "di", "wo", "do", "vr")}
BUITEN_KANTOOR = {dag: ["00:00-08:00", "17:00-24:00"] for dag in KANTOOR} | {
    "za": ["00:00-24:00"],
    "zo": ["00:00-24:00"],
}
INLOOP = {dag: ["10:00-16:00"] for dag in ("ma", "wo", "vr")} | {"za": ["13:00-17:00"]}
REGIOKAARTEN: tuple[dict[str, Any], ...] = (
    {"functie": "huisarts", "naam": "Huisartsenpost (voorbeeld)", "telefoon": "038-0000114", "uren": BUITEN_KANTOOR,
     "uitleg": "Kan het niet wachten tot uw huisarts open is? Bel dan eerst de huisartsenpost."},
    {"functie": "crisisdienst", "naam": "Crisisdienst ggz (voorbeeld)", "uren": {"altijd": True},
     "uitleg": "Loopt het uit de hand? Uw huisarts of de huisartsenpost belt de crisisdienst voor u."},
    {"functie": "veilig_thuis", "naam": "Veilig Thuis", "telefoon": "0800-2000", "uren": {"altijd": True},
     "uitleg": "Denkt u aan geweld thuis, of is er geweld? Bel voor advies of om te melden. Gratis."},
)  # fmt: skip


def richt_diensten_in(bezetting: Bezetting, einde: datetime) -> None:
    """Cards from the begin of the year on, a roster from yesterday to two weeks ahead, and a dienst that runs."""
    with schrijven(bezetting.systeem, nu=einde, stil=True):
        beheer = bezetting.actor(
            bezetting.mensen[("Bureau", "functioneel_beheerder")][0], "functioneel_beheerder"
        )
        mensen = bezetting.mensen[("Meldpunt", "meldpuntmedewerker")]
        ploeg = [bezetting.actor(medewerker, "meldpuntmedewerker") for medewerker in mensen]
    _kaarten(bezetting, beheer, einde)
    _rooster(bezetting, beheer, ploeg, einde)
    _diensten(ploeg, einde)


def _kaarten(bezetting: Bezetting, beheer: Actor, einde: datetime) -> None:
    van = (einde - timedelta(days=300)).date()
    with schrijven(beheer, nu=einde):
        for kaart in REGIOKAARTEN:
            actions.zet_kaart(actor=beheer, gemeente=None, publiek=True, van=van, **kaart)
        for nummer, (code, naam) in enumerate(sorted(bezetting.gemeenten.items()), start=1):
            actions.zet_kaart(
                actor=beheer, functie="lokaal_team", gemeente=code, naam=f"Lokaal team {naam}", publiek=True, van=van,
                telefoon=f"038-00002{nummer:02}", uren=KANTOOR,
                uitleg="Vragen over zorg, geld of wonen? Het lokale team denkt met u mee.",
            )  # fmt: skip
            actions.zet_kaart(
                actor=beheer, functie="ontmoeting", gemeente=code, naam=f"Inloophuis {naam} (voorbeeld)", publiek=True,
                van=van, telefoon=f"038-00003{nummer:02}", uren=INLOOP,
                uitleg="Koffie en een praatje. U hoeft geen afspraak te maken.",
            )  # fmt: skip


def _rooster(bezetting: Bezetting, beheer: Actor, ploeg: list[Actor], einde: datetime) -> None:
    """The achterwacht by day of colleagues in turn; urgent help by twelve hours, with one night that is still open."""
    vandaag = timezone.localdate(einde)
    gemeenten = list(bezetting.gemeenten)
    with schrijven(beheer, nu=einde):
        for i in range(-1, ROOSTERDAGEN):
            dag = vandaag + timedelta(days=i)
            ochtend, avond = begin_dag(dag) + OCHTEND, begin_dag(dag) + AVOND
            morgen = begin_dag(dag + timedelta(days=1)) + OCHTEND
            actions.plan_piket(
                actor=beheer, functie="achterwacht", gemeenten=gemeenten, van=ochtend, tot=morgen,
                medewerker_id=ploeg[i % len(ploeg)].medewerker_id,
            )  # fmt: skip
            for van, tot, wie in ((ochtend, avond, "Dagploeg"), (avond, morgen, "Nachtploeg")):
                if i == GAT and van == avond:
                    continue
                actions.plan_piket(
                    actor=beheer, functie="urgente_hulp", gemeenten=gemeenten, van=van, tot=tot,
                    naam=f"{wie} dringende hulp (voorbeeld)", telefoon="038-0000130", reserve="Reserve (voorbeeld)",
                    reserve_telefoon="038-0000131",
                )  # fmt: skip


def _diensten(ploeg: list[Actor], einde: datetime) -> None:
    """The dienst before was handed over; this one runs, with its log; the next one is planned."""
    leider, eerste = ploeg[-1], ploeg[0]
    bezetting = ((einde - 10 * UUR, ploeg[1]), (einde - 2 * UUR, leider), (einde + 6 * UUR, eerste))
    rijen = []
    for begin, wie in bezetting:
        with schrijven(leider, nu=einde - 11 * UUR):
            rijen.append(
                actions.plan_dienst(
                    actor=leider, begin=begin, einde=begin + 8 * UUR, dienstleider_id=str(wie.medewerker_id),
                    medewerkers=[str(eerste.medewerker_id), str(ploeg[2].medewerker_id)],
                )
            )  # fmt: skip
    vorige, nu, _straks = rijen
    doe = (
        (einde - 10 * UUR, ploeg[1], actions.begin_dienst, {"dienst_id": vorige.pk}),
        (einde - 5 * UUR, ploeg[1], actions.schrijf_logregel,
         {"dienst_id": vorige.pk, "tekst": "De telefooncentrale is maandag van 9 tot 10 uur dicht.", "vasthouden": True}),
        (einde - 2 * UUR, ploeg[1], actions.stel_overdracht_op,
         {"dienst_id": vorige.pk, "opmerking": "Rustige nacht. Er is één vaste beller, zie het log."}),
        (einde - 2 * UUR, leider, actions.aanvaard_dienst, {"dienst_id": nu.pk}),
        (einde - 1 * UUR, eerste, actions.schrijf_logregel,
         {"dienst_id": nu.pk, "tekst": "Overleg met de huisartsenpost: zij bellen ons rechtstreeks.", "vasthouden": False}),
    )  # fmt: skip
    for moment, wie, actie, velden in doe:
        with schrijven(wie, nu=moment):
            actie(actor=wie, **velden)
