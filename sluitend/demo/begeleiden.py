"""From opening to closing: who takes the lead, contact, plan and evaluation, overdracht, absence and leaving."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sluitend.demo import kansen
from sluitend.dossier import actions
from sluitend.dossier.actions.overdracht import Aanbieding
from sluitend.dossier.actions.sluiten import Afsluiting
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Dossier, Overdracht, Taak, Traject
from sluitend.kern.kalender import wettelijke_dag
from sluitend.platform.actor import Actor
from sluitend.regio.models import Medewerker, Team

if TYPE_CHECKING:
    from sluitend.demo.verhaal import Mens, Verhaal

STARTDAGEN = 28
# Cases that ran before the story begins, as a share of the meldingen of a year.
VOORRAAD = 0.15
MET_TRAJECT = 0.3
INHOUD = {
    "regie_intern": ("lopende_afspraken", "volgende_datum"),
    "lokaal_regionaal": ("lokale_pogingen", "wat_werkt", "contactafspraak"),
    "gemeente_gemeente": ("wens_inwoner", "bijdrage_herstel", "betaler"),
}
WEIGERINGEN = (
    ("geen_capaciteit", "Ons team heeft deze maand geen ruimte."),
    ("niet_compleet", "De lopende afspraken ontbreken nog."),
    ("niet_onze_taak", "Dit hoort bij het lokale team."),
)
REDENEN = ("doelen_bereikt", "doelen_bereikt", "regulier_overgenomen", "op_eigen_verzoek", "niet_gevonden")


@dataclass(slots=True)
class Zaak:
    """A dossier of the story: how long it will run, how well contact is kept."""

    pk: UUID
    mens: Mens
    gemeente: str
    einde: datetime
    stil_vanaf: datetime | None = None
    stil_tot: datetime | None = None
    contacten: int = 0
    vergeten: bool = False
    regisseur: UUID | None = None
    plan: UUID | None = None
    traject: UUID | None = None


class Begeleiden:
    """The regisseurs of the region at work."""

    def __init__(self, verhaal: Verhaal) -> None:
        self.v, self.kans = verhaal, verhaal.kans
        self.zaken: dict[UUID, Zaak] = {}
        self.weg: dict[UUID, tuple[date, date]] = {}
        self.vertrokken: set[UUID] = set()

    # --- what is known beforehand ------------------------------------------------------------------------

    def plan_mensen(self, eerste: date, dagen: int) -> None:
        """Holidays, illness and leaving of regisseurs; near the end somebody is ill without a vervanger (G-11)."""
        kans, laatste = self.kans, eerste + timedelta(days=dagen - 1)
        regisseurs = [m for g in self.v.bezetting.gemeenten for m in self.v.regisseurs(g)[2:]]
        if len(regisseurs) < 6:
            return
        # Some of them are chosen when it happens: who is ill or leaves has work that somebody must take over.
        self._plan(
            laatste - timedelta(days=6), lambda op: self._meld_afwezig(op, self._drukste(op), 27, None)
        )
        self._plan(
            eerste + timedelta(days=int(dagen * 0.55)), lambda op: self._vertrek(op, self._drukste(op), True)
        )
        self._plan(laatste - timedelta(days=3), lambda op: self._vertrek(op, self._drukste(op), False))
        self._plan(laatste - timedelta(days=9), self._zonder_antwoord)
        for medewerker in kans.sample(regisseurs, k=min(len(regisseurs), 10)):
            begin = eerste + timedelta(days=kans.randrange(10, max(11, dagen - 40)))
            duur, collega = kans.choice((7, 14, 21)), self._collega(medewerker)
            door = collega if kans.random() < 0.8 else None
            self._plan(begin, lambda op, m=medewerker, n=duur, d=door: self._meld_afwezig(op, m, n, d))

    def _plan(self, dag: date, stap: object) -> None:
        self.v.agenda.plan(kansen.op(dag, 8, self.kans.randrange(60)), stap)  # type: ignore[arg-type]

    def _collega(self, medewerker: Medewerker) -> Medewerker | None:
        for (_team, rol), mensen in self.v.bezetting.mensen.items():
            if rol == "casusregisseur" and medewerker in mensen:
                return next((m for m in mensen[:2] if m != medewerker), None)
        return None

    def plan_dag(self, dag: date, nummer: int) -> None:
        """In the first weeks the cases that ran already are entered by their own regisseur."""
        if nummer >= STARTDAGEN or dag.weekday() >= 5:
            return
        for _nummer in range(
            kansen.aantal_vandaag(self.kans, self.v.per_jaar, VOORRAAD * 365 * 7 / 5 / STARTDAGEN)
        ):
            self.v.agenda.plan(
                kansen.op(dag, self.kans.randrange(9, 17), self.kans.randrange(60)), self._neem_mee
            )

    def _neem_mee(self, moment: datetime) -> None:
        gemeente = self.kans.choices(self.v.melden.gemeenten, self.v.melden.gewichten)[0]
        wie = self.kans.choice(self.v.regisseurs(gemeente)[1:])
        actor = self.v.actor(wie, "casusregisseur")
        with self.v.als(actor, moment):
            mens = self.v.melden.maak_mens(actor, moment, gemeente)
            opening = actions.open_dossier(
                actor=actor, inwoner=mens.inwoner, gemeente=gemeente, aanleiding="overgang"
            )
            self.v.mensen.append(mens)
            self.begin(moment, mens, opening.dossier, actor)

    def _drukste(self, moment: datetime) -> Medewerker:
        """The regisseur outside the vangnet with most cases, if possible one who is at work."""
        buiten = [m for g in self.v.bezetting.gemeenten for m in self.v.regisseurs(g)[2:]]
        vrij = {m.pk: m for m in buiten if self.werkt(m.pk, moment)} or {m.pk: m for m in buiten}
        aantallen = Counter(zaak.regisseur for zaak in self.zaken.values() if zaak.regisseur in vrij)
        return vrij[max(vrij, key=lambda pk: aantallen[pk])]  # type: ignore[index]

    def _zonder_antwoord(self, moment: datetime) -> None:
        """An offer that nobody answers in the days that the story has left (G-04)."""
        for zaak in list(self.zaken.values()):
            actor = self._regisseur(zaak)
            if actor is not None and zaak.gemeente == actor_gemeente(actor):
                collegas = [m for m in self.v.regisseurs(zaak.gemeente) if m.pk != actor.medewerker_id]
                eerder = self.v.aantallen["overdrachten"]
                self._bied_aan(moment, zaak, actor, "regie_intern", None, collegas[0], lot=1.0)
                if self.v.aantallen["overdrachten"] > eerder:
                    return

    def wacht_iets(self) -> bool:
        """Whether an offer may lapse or somebody is away, so that there is something to sweep."""
        beantwoord = self.v.aantallen["overdrachten aanvaard"] + self.v.aantallen["overdrachten geweigerd"]
        return bool(self.weg) or self.v.aantallen["overdrachten"] > beantwoord

    # --- a dossier -----------------------------------------------------------------------------------------

    def begin(self, moment: datetime, mens: Mens, dossier: Dossier, actor: Actor) -> None:
        """A dossier was opened or reopened: plan what follows. One that ran already goes on as it was."""
        if mens.dossier == dossier.pk:
            return
        kans = self.kans
        mens.dossier = dossier.pk
        duur = min(420.0, max(12.0, kans.lognormvariate(4.2, 0.8)))
        zaak = Zaak(
            dossier.pk, mens, str(dossier.verantwoordelijke_gemeente_id), moment + timedelta(days=duur)
        )
        if kans.random() < 0.22:
            zaak.stil_vanaf = moment + timedelta(days=kans.uniform(10, max(20.0, duur)))
            zaak.stil_tot = zaak.stil_vanaf + timedelta(days=kans.uniform(20, 75))
        zaak.regisseur = dossier.casusregisseur_id
        if not self.v.aantallen["dossiers"]:
            # One case is lost from sight: no contact, no evaluation, until somebody looks at the list of gaps.
            zaak.vergeten, zaak.einde = True, moment + timedelta(days=3_650)
            zaak.stil_vanaf, zaak.stil_tot = moment + timedelta(days=self.v.dagen * 0.4), zaak.einde
        self.zaken[dossier.pk] = zaak
        self.v.aantallen["dossiers"] += 1
        plan = self.v.agenda.plan
        if dossier.regie_voorlopig == "opening":
            plan(kansen.na_dagen(kans, moment, 0.3, 4), lambda op: self._verdeel(op, zaak))
        plan(kansen.na_dagen(kans, moment, 0.5, 7), lambda op: self._contact(op, zaak))
        if zaak.vergeten or kans.random() < 0.6:
            tempo = min(1.0, self.v.dagen / 180)
            plan(kansen.na_dagen(kans, moment, 14 * tempo, 45 * tempo), lambda op: self._maak_plan(op, zaak))
        if kans.random() < 0.07:
            soort = "lokaal_regionaal" if kans.random() < 0.75 else "gemeente_gemeente"
            plan(kansen.na_dagen(kans, moment, 20, 60), lambda op: self._draag_over(op, zaak, soort))
        if kans.random() < MET_TRAJECT:
            plan(kansen.na_dagen(kans, moment, 3, 25), lambda op: self._open_traject(op, zaak))
        plan(kansen.na_dagen(kans, zaak.einde, 0, 3), lambda op: self._sluit(op, zaak, 3))

    def _regisseur(self, zaak: Zaak) -> Actor | None:
        """Who leads the case now; None when it is closed."""
        if self.zaken.get(zaak.pk) is not zaak:
            return None
        return self.v.actor(zaak.regisseur, "casusregisseur")  # type: ignore[arg-type]

    def _is_weg(self, actor: Actor, moment: datetime) -> date | None:
        van, tot = self.weg.get(actor.medewerker_id, (date.max, date.min))  # type: ignore[arg-type]
        return tot if van <= wettelijke_dag(moment) <= tot else None

    def werkt(self, medewerker: UUID, moment: datetime) -> bool:
        """Whether somebody is at work on this day."""
        van, tot = self.weg.get(medewerker, (date.max, date.min))
        return medewerker not in self.vertrokken and not van <= wettelijke_dag(moment) <= tot

    def _contact(self, moment: datetime, zaak: Zaak) -> None:
        kans, actor = self.kans, self._regisseur(zaak)
        if actor is None:
            return
        stil = (
            zaak.stil_vanaf is not None
            and zaak.stil_tot is not None
            and zaak.stil_vanaf <= moment < zaak.stil_tot
        )
        if stil or self._is_weg(actor, moment):
            terug = zaak.stil_tot if stil else kansen.op(self._is_weg(actor, moment) or date.max, 20)
            self.v.agenda.plan(kansen.na_dagen(kans, terug, 0.1, 2), lambda op: self._contact(op, zaak))  # type: ignore[arg-type]
            return
        gelukt = kans.random() < 0.82
        resultaat = kans.choice(("gesproken", "gesproken", "gezien")) if gelukt else kans.choice(
            ("niet_thuis", "geen_gehoor", "geen_gehoor", "geweigerd")
        )  # fmt: skip
        wijze = kans.choice(("thuis", "thuis", "telefoon", "kantoor", "buiten")) if gelukt else "telefoon"
        with self.v.als(actor, moment):
            actions.leg_contact_vast(
                actor=actor,
                dossier_id=zaak.pk,
                met="inwoner",
                wijze=wijze,
                resultaat=resultaat,
                gebeurd_op=moment - timedelta(minutes=kans.randrange(10, 240)),
                minuten=kans.choice((15, 30, 45, 60)) if gelukt else None,
            )
            self.v.aantallen["contacten"] += 1
        zaak.contacten += 1
        rust = kans.uniform(9, 13.4) if zaak.contacten > 3 else kans.uniform(5, 11)
        dagen = (rust, rust + 0.5) if gelukt else (1, 4)
        self.v.agenda.plan(kansen.na_dagen(kans, moment, *dagen), lambda op: self._contact(op, zaak))

    def _maak_plan(self, moment: datetime, zaak: Zaak) -> None:
        kans, actor = self.kans, self._regisseur(zaak)
        if actor is None:
            return
        with self.v.als(actor, moment):
            plan = actions.begin_plan(actor=actor, dossier_id=zaak.pk)
            akkoord = kans.choices(("akkoord", "niet_akkoord", "wil_niet_meedoen"), (85, 7, 8))[0]
            actions.schrijf_eigen_woorden(
                actor=actor, plan_id=plan.pk, tekst=kans.choice(kansen.EIGEN_WOORDEN), akkoord=akkoord,
                akkoord_reden="" if akkoord == "akkoord" else "Ziet op tegen het plan; volgende keer weer besproken.",
            )  # fmt: skip
            bezetting = self.v.bezetting
            organisaties = [
                bezetting.organisaties[f"gemeente-{zaak.gemeente}"],
                bezetting.organisaties["ggd"],
            ]
            for leefgebied, doel, actie in kans.sample(kansen.DOELEN, k=kans.choice((1, 1, 2))):
                rij = actions.voeg_doel_toe(
                    actor=actor, plan_id=plan.pk, leefgebied=leefgebied, doel=doel, score_nu=kans.randrange(2, 6),
                    score_doel=kans.randrange(6, 9),
                )  # fmt: skip
                actions.voeg_actie_toe(
                    actor=actor, doel_id=rij.pk, wat=actie, domein=DOMEIN.get(leefgebied, "zorg"),
                    organisatie=kans.choice(organisaties), start=wettelijke_dag(moment),
                )  # fmt: skip
            evaluatie = wettelijke_dag(moment) + timedelta(
                days=10 if zaak.vergeten else kans.randrange(40, 150)
            )
            actions.stel_plan_vast(actor=actor, plan_id=plan.pk, evaluatie_op=evaluatie)
            self.v.aantallen["plannen"] += 1
            zaak.plan = plan.pk
            if not zaak.vergeten:
                self._plan_evaluatie(zaak, plan.pk, evaluatie)

    def _plan_evaluatie(self, zaak: Zaak, plan: UUID, uiterlijk: date) -> None:
        laat = self.kans.random() < 0.15
        dag = uiterlijk + timedelta(days=self.kans.randrange(5, 60) if laat else -self.kans.randrange(0, 12))
        self.v.agenda.plan(
            kansen.kantooruur(self.kans, kansen.op(dag, 10)), lambda op: self._evalueer(op, zaak, plan)
        )

    def _evalueer(self, moment: datetime, zaak: Zaak, plan: UUID) -> None:
        kans, actor = self.kans, self._regisseur(zaak)
        if actor is None or zaak.plan != plan:
            return
        passend = kans.choices(("ja", "deels", "nee"), (70, 24, 6))[0]
        volgende = wettelijke_dag(moment) + timedelta(days=kans.randrange(60, 170))
        with self.v.als(actor, moment):
            actions.evalueer_plan(
                actor=actor, plan_id=plan, nog_passend=passend, volgende_op=volgende,
                met_inwoner=kans.random() < 0.8,
            )  # fmt: skip
            self.v.aantallen["evaluaties"] += 1
            self._plan_evaluatie(zaak, plan, volgende)
            if passend != "ja":
                self.v.agenda.plan(kansen.na_dagen(kans, moment, 2, 12), lambda op: self._herzie(op, zaak))

    def _herzie(self, moment: datetime, zaak: Zaak) -> None:
        """A new version of the plan, because the old one no longer fits."""
        actor = self._regisseur(zaak)
        if actor is None:
            return
        evaluatie = wettelijke_dag(moment) + timedelta(days=self.kans.randrange(60, 170))
        with self.v.als(actor, moment):
            plan = actions.begin_plan(actor=actor, dossier_id=zaak.pk)
            actions.schrijf_eigen_woorden(
                actor=actor, plan_id=plan.pk, tekst=self.kans.choice(kansen.EIGEN_WOORDEN), akkoord="akkoord"
            )
            actions.stel_plan_vast(actor=actor, plan_id=plan.pk, evaluatie_op=evaluatie)
            self.v.aantallen["plannen"] += 1
            zaak.plan = plan.pk
            self._plan_evaluatie(zaak, plan.pk, evaluatie)

    # --- trajecten ---------------------------------------------------------------------------------------

    def _open_traject(self, moment: datetime, zaak: Zaak) -> None:
        actor = self._regisseur(zaak)
        if actor is None:
            return
        soort, _stappen = self.kans.choice(kansen.TRAJECTEN)
        with self.v.als(actor, moment):
            traject = actions.open_traject(
                actor=actor, dossier_id=zaak.pk, soort=soort, stap=self._stap(moment, zaak, soort)
            )
            zaak.traject = traject.pk
            self._plan_stap(moment, zaak, soort)

    def _stap(self, moment: datetime, zaak: Zaak, soort: str) -> Stap:
        dag = wettelijke_dag(moment) + timedelta(days=self.kans.randrange(12, 30))
        wie = Medewerker.objects.get(pk=zaak.regisseur)
        return Stap(self.kans.choice(dict(kansen.TRAJECTEN)[soort]), dag, eigenaar_medewerker=wie)

    def _plan_stap(self, moment: datetime, zaak: Zaak, soort: str) -> None:
        wanneer = kansen.na_dagen(self.kans, moment, 8, 22 if self.kans.random() < 0.85 else 45)
        self.v.agenda.plan(wanneer, lambda op: self._zet_stap(op, zaak, soort))

    def _zet_stap(self, moment: datetime, zaak: Zaak, soort: str) -> None:
        """The step is done and the next one is there at once (Z-04)."""
        actor = self._regisseur(zaak)
        if actor is None or zaak.traject is None:
            return
        with self.v.als(actor, moment):
            taak = Traject.objects.values_list("volgende_stap", flat=True).get(pk=zaak.traject)
            actions.rond_taak_af(
                actor=actor, taak_id=taak, resultaat="gedaan", volgende=self._stap(moment, zaak, soort)
            )
        self._plan_stap(moment, zaak, soort)

    def _sluit(self, moment: datetime, zaak: Zaak, pogingen: int) -> None:
        actor = self._regisseur(zaak)
        if actor is None:
            return
        gesloten = False
        with self.v.als(actor, moment):
            if zaak.traject is not None:
                actions.sluit_traject(
                    actor=actor, traject_id=zaak.traject, reden="afgerond met het dossier",
                    geen_vervolg_reden="de inwoner kan het nu zelf",
                )  # fmt: skip
            actions.sluit_dossier(
                actor=actor,
                dossier_id=zaak.pk,
                afsluiting=Afsluiting(
                    reden=self.kans.choice(REDENEN), slotevaluatie=True, inwoner_verteld=True,
                    terugkeerpunt="Het meldpunt, dag en nacht",
                ),
            )  # fmt: skip
            gesloten = True
        if gesloten:
            self.v.aantallen["dossiers gesloten"] += 1
            del self.zaken[zaak.pk]
            zaak.mens.dossier = None
        elif pogingen:
            wanneer = kansen.na_dagen(self.kans, moment, 5, 14)
            self.v.agenda.plan(wanneer, lambda op: self._sluit(op, zaak, pogingen - 1))

    # --- overdracht ------------------------------------------------------------------------------------------

    def _verdeel(self, moment: datetime, zaak: Zaak) -> None:
        """The vangnet offers the case to a colleague, and notes that it was divided."""
        actor = self._regisseur(zaak)
        if actor is None:
            return
        collegas = [
            m for m in self.v.regisseurs(zaak.gemeente)[1:]
            if m.pk != actor.medewerker_id and self.werkt(m.pk, moment)
        ]  # fmt: skip
        if collegas:
            self._bied_aan(moment, zaak, actor, "regie_intern", None, self.kans.choice(collegas))
            with self.v.als(actor, moment):
                for pk in Taak.objects.filter(
                    dossier=zaak.pk, soort="verdelen", status__in=Taak.OPENSTAAND
                ).values_list("pk", flat=True):
                    actions.rond_taak_af(actor=actor, taak_id=pk, resultaat="aangeboden aan een collega")

    def _draag_over(self, moment: datetime, zaak: Zaak, soort: str) -> None:
        actor = self._regisseur(zaak)
        bezetting = self.v.bezetting
        if actor is None:
            return
        if soort == "lokaal_regionaal":
            self._bied_aan(moment, zaak, actor, soort, bezetting.teams["Bemoeizorg"], None)
            return
        anderen = [g for g in bezetting.gemeenten if g != zaak.gemeente and g != self.v.melden.gemeenten[0]]
        self._bied_aan(moment, zaak, actor, soort, bezetting.team_van(self.kans.choice(anderen)), None)

    def _bied_aan(
        self,
        moment: datetime,
        zaak: Zaak,
        actor: Actor,
        soort: str,
        team: Team | None,
        collega: Medewerker | None,
        lot: float | None = None,
    ) -> None:
        kans, dag = self.kans, wettelijke_dag(moment)
        warm = kans.random() < 0.85
        with self.v.als(actor, moment):
            overdracht = actions.verzend_overdracht(
                actor=actor,
                dossier_id=zaak.pk,
                aanbieding=Aanbieding(
                    soort=soort,
                    naar_team=team,
                    naar_medewerker=collega,
                    reden="Past beter bij deze collega." if collega else "Past beter bij dit team.",
                    inhoud=dict.fromkeys(INHOUD[soort], ("Zie het gesprek van vorige week.", False, "")),
                    warm_gesprek_op=dag if warm else None,
                    warm_niet_reden="" if warm else "De inwoner wilde geen gesprek.",
                ),
            )
            self.v.aantallen["overdrachten"] += 1
            wie = collega or kans.choice(self.v.bezetting.mensen[(team.naam, "casusregisseur")])  # type: ignore[union-attr]
            lot = kans.random() if lot is None else lot
            if lot < 0.90:
                dagen = (0.1, 2.2) if lot < 0.82 else (3.5, 8)
                wanneer = kansen.na_dagen(kans, moment, *dagen)
                self.v.agenda.plan(wanneer, lambda op: self._aanvaard(op, zaak, overdracht, wie))
                if lot < 0.08:
                    eerder = moment + (wanneer - moment) / 3
                    self.v.agenda.plan(eerder, lambda op: self._vraag(op, zaak, overdracht, wie))
            elif lot < 0.96:
                wanneer = kansen.na_dagen(kans, moment, 0.3, 2.5)
                self.v.agenda.plan(wanneer, lambda op: self._weiger(op, zaak, overdracht, wie))
            elif lot < 0.98:
                wanneer = kansen.na_dagen(kans, moment, 0.3, 1.5)
                self.v.agenda.plan(wanneer, lambda op: self._trek_in(op, zaak, overdracht))
            # The rest is never answered and expires.

    def _vraag(self, moment: datetime, zaak: Zaak, overdracht: Overdracht, wie: Medewerker) -> None:
        """The receiver asks something first; the sender answers the same day."""
        if not self.werkt(wie.pk, moment) or self.zaken.get(zaak.pk) is not zaak:
            return
        actor = self.v.actor(wie, "casusregisseur")
        with self.v.als(actor, moment):
            actions.stel_vraag(
                actor=actor, overdracht_id=overdracht.pk, vraag="Is er al contact met de huisarts?"
            )
            later = moment + timedelta(hours=self.kans.uniform(1, 4))
            self.v.agenda.plan(later, lambda op: self._antwoord(op, zaak, overdracht))

    def _antwoord(self, moment: datetime, zaak: Zaak, overdracht: Overdracht) -> None:
        if actor := self._regisseur(zaak):
            with self.v.als(actor, moment):
                actions.beantwoord_vraag(
                    actor=actor, overdracht_id=overdracht.pk, antwoord="Ja, vorige week."
                )

    def _trek_in(self, moment: datetime, zaak: Zaak, overdracht: Overdracht) -> None:
        if actor := self._regisseur(zaak):
            with self.v.als(actor, moment):
                actions.trek_overdracht_in(actor=actor, overdracht_id=overdracht.pk)

    def _aanvaard(self, moment: datetime, zaak: Zaak, overdracht: Overdracht, wie: Medewerker) -> None:
        if wie.pk in self.vertrokken or self.zaken.get(zaak.pk) is not zaak:
            return
        actor = self.v.actor(wie, "casusregisseur")
        with self.v.als(actor, moment):
            actions.aanvaard_overdracht(
                actor=actor,
                overdracht_id=overdracht.pk,
                eerste_contact=wettelijke_dag(moment) + timedelta(days=self.kans.randrange(1, 6)),
            )
            self.v.aantallen["overdrachten aanvaard"] += 1
            zaak.regisseur = wie.pk
            if overdracht.naar_gemeente_id:
                zaak.gemeente = overdracht.naar_gemeente_id

    def _weiger(self, moment: datetime, zaak: Zaak, overdracht: Overdracht, wie: Medewerker) -> None:
        if wie.pk in self.vertrokken or self.zaken.get(zaak.pk) is not zaak:
            return
        actor = self.v.actor(wie, "casusregisseur")
        code, toelichting = self.kans.choice(WEIGERINGEN)
        with self.v.als(actor, moment):
            actions.weiger_overdracht(
                actor=actor, overdracht_id=overdracht.pk, code=code, toelichting=toelichting
            )
            self.v.aantallen["overdrachten geweigerd"] += 1
            if overdracht.soort == "regie_intern":
                wanneer = kansen.na_dagen(self.kans, moment, 0.5, 3)
                self.v.agenda.plan(wanneer, lambda op: self._verdeel(op, zaak))

    # --- absence and leaving ---------------------------------------------------------------------------------

    def _meld_afwezig(self, moment: datetime, wie: Medewerker, dagen: int, door: Medewerker | None) -> None:
        if wie.pk in self.vertrokken:
            return
        van, tot = wettelijke_dag(moment), wettelijke_dag(moment) + timedelta(days=dagen)
        actor = self.v.actor(wie, "casusregisseur")
        with self.v.als(actor, moment):
            actions.meld_afwezig(actor=actor, medewerker_id=wie.pk, van=van, tot=tot)
            self.weg[wie.pk] = (van, tot)
            if door is None:
                return
            vraag = actions.vraag_vervanging(actor=actor, voor_id=wie.pk, door_id=door.pk, van=van, tot=tot)
            self.v.agenda.plan(moment + timedelta(hours=1), lambda op: self._zeg_ja(op, vraag.pk, door))

    def _zeg_ja(self, moment: datetime, vervanging: UUID, door: Medewerker) -> None:
        actor = self.v.actor(door, "casusregisseur")
        with self.v.als(actor, moment):
            actions.beantwoord_vervanging(actor=actor, vervanging_id=vervanging, aanvaard=True)

    def _vertrek(self, moment: datetime, wie: Medewerker, opvolging: bool) -> None:
        """Somebody leaves: the vangnet has every case at once, and hands them on in the days after (or not yet)."""
        ids = list(
            Dossier.objects.filter(casusregisseur=wie).exclude(status="gesloten").order_by("nummer")
            .values_list("pk", flat=True)
        )  # fmt: skip
        with self.v.als(self.v.bezetting.systeem, moment):
            actions.beeindig_medewerker(actor=self.v.bezetting.systeem, medewerker_id=wie.pk)
            self.vertrokken.add(wie.pk)
            nieuw = dict(Dossier.objects.filter(pk__in=ids).values_list("pk", "casusregisseur"))
            for pk, regisseur in nieuw.items():
                if pk in self.zaken:
                    self.zaken[pk].regisseur = regisseur
            for mensen in self.v.bezetting.mensen.values():
                if wie in mensen:
                    mensen.remove(wie)
            self.v.aantallen["vertrokken"] += 1
            for pk in ids if opvolging else ():
                if zaak := self.zaken.get(pk):
                    wanneer = kansen.na_dagen(self.kans, moment, 0.3, 4)
                    self.v.agenda.plan(wanneer, lambda op, zaak=zaak: self._verdeel(op, zaak))


def actor_gemeente(actor: Actor) -> str:
    """The gemeente that somebody works for; empty for a regional organisation."""
    return next(iter(actor.gemeente_ids), "")


DOMEIN = {
    "wonen": "wonen", "geld": "schulden", "geestelijke_gezondheid": "zorg", "werk_en_dag": "dagbesteding",
    "netwerk_en_meedoen": "netwerk", "middelen": "zorg",
}  # fmt: skip
