"""The machine: acts of the chain in any order, by whoever, with the axe in between. After each one the watch looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from sluitend.dossier import actions as dossier
from sluitend.dossier.actions.overdracht import Aanbieding
from sluitend.dossier.actions.sluiten import Afsluiting
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.rules.overdracht_soorten import SOORTEN
from sluitend.inwoners import actions as inwoners
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.inwoners.models import Inwoner
from sluitend.meldpunt import actions as meldpunt
from sluitend.meldpunt.actions.opvolgen import Doorstuurgegevens
from sluitend.meldpunt.jobs import verwerk_ontvangst
from sluitend.meldpunt.rules.signalen import KERNVRAGEN
from sluitend.platform.eenheid import huidig, schrijven
from sluitend.regio import actions as regio
from sluitend.regio.models import Medewerker, Organisatie, Roltoekenning, Team
from tests.keten.beeld import uuid
from tests.keten.toneel import (
    OOK_VREEMD,
    PUBLIEK,
    VREEMD,
    Decor,
    IntegrityError,
    Telling,
    Toneel,
    Verwacht,
    kies,
)

# Drawn evenly from a row: of numbers between bounds, the bounds themselves would come far too often.
KEUZE = st.sampled_from(range(2520))
WIE = st.sampled_from(range(12))  # 0-8 whoever should, 9 anybody of the region, 10-11 somebody who never may
UITVAL = st.sampled_from(
    [0] * 45 + list(range(1, 46))
)  # the axe falls after the n-th statement; 0: it does not
JA = st.booleans()
REGIE = ("casusregisseur",)
WERKERS = ("casusregisseur", "bemoeizorger", "consulent_toegang", "onderzoeker_wvggz", "procesregisseur")
TRIAGEROUTES = (
    "bemoeizorg",
    "lokaal_team",
    "regionale_toegang",
    "wvggz",
    "regisseur",
    "geen_actie",
    "crisisdienst",
    "wonen",
)
SOORTEN_OVERDRACHT = (
    "regie_intern",
    "lokaal_regionaal",
    "gemeente_gemeente",
    "regionaal_lokaal",
    "zvh_op",
    "kliniek_thuis",
)
WACHT = ("verzonden", "vraag_gesteld")
OPENSTAAND = ("open", "wacht")


class Keten(RuleBasedStateMachine):
    """Every act that the chain knows today. `decor` and `telling` are set by the test."""

    decor: ClassVar[Decor]
    telling: ClassVar[Telling]
    herbouw_elke: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.t = Toneel(self.decor, self.telling)
        self.teller = 0

    def teardown(self) -> None:
        try:
            self.t.kijk_dieper()
        finally:
            self.t.sluit()

    def begin(self) -> None:
        """A few people with a dossier, a plan and a traject, and a few meldingen half-way: there is always work."""
        t = self.t
        for nummer, (regisseur, gemeente) in enumerate(
            (("Zara Zwolle", "0193"), ("Kees Kampen", "0166"), ("Bea Bemoei", "0193"))
        ):
            self.neem_melding_aan(nummer, 0, 0, nummer == 1, gemeente, False)
            self.koppel_inwoner(0, 0, 0, nummer != 2, 1)
            self.bevestig_triage(1, 0, 0, "week", "lokaal_team", 1)
            if nummer < 2:
                rij = kies(self.meldingen("aangeboden"), 0)
                t.doe("begin", regisseur, meldpunt.pak_op, melding_id=uuid(rij["id"]))
            persoon = t.doe(
                "begin",
                regisseur,
                inwoners.registreer_inwoner,
                gegevens=Inwonergegevens(geslachtsnaam="Smit"),
            )
            open_ = t.doe(
                "begin",
                regisseur,
                dossier.open_dossier,
                inwoner=persoon,
                gemeente=gemeente,
                verwacht=Verwacht(opent=True),
            )
            t.doe(
                "begin",
                regisseur,
                dossier.open_traject,
                dossier_id=open_.dossier.pk,
                soort="wmo",
                stap=self.stap(1),
            )
            plan = t.doe("begin", regisseur, dossier.begin_plan, dossier_id=open_.dossier.pk)
            t.doe(
                "begin",
                regisseur,
                dossier.voeg_doel_toe,
                plan_id=plan.pk,
                leefgebied="wonen",
                doel="Ik woon weer thuis",
            )
        staten = sorted(m["staat"] for m in self.meldingen())
        assert staten == ["aangeboden", "opgepakt", "opgepakt"], staten
        self.decor.gemeld = dict(t.gemeld)

    # --- helpers -------------------------------------------------------------------------------------------

    def wie(
        self, juist: list[str], wie: int, nummer: int, vreemd: tuple[str, ...] = OOK_VREEMD
    ) -> tuple[str | None, bool]:
        if wie >= 10:
            return vreemd[nummer % len(vreemd)], True
        if wie == 9 or not juist:
            return kies(self.t.namen(*WERKERS, "meldpuntmedewerker", "zorgaanbieder"), nummer), False
        return juist[nummer % len(juist)], False

    def doe(self, daad: str, wie: tuple[str | None, bool], actie: Any, uitval: int = 0, **velden: Any) -> Any:
        naam, vreemd = wie
        if naam is None:
            return None
        uitkomst = self.t.doe(daad, naam, actie, uitval=uitval, vreemd=vreemd, **velden)
        self.na_elke_daad()
        return uitkomst

    def na_elke_daad(self) -> None:
        self.teller += 1
        if self.teller % self.herbouw_elke == 0:
            self.t.herbouw()

    def meldingen(self, *staten: str) -> list[dict[str, Any]]:
        return (
            self.t.beeld.alle("meldpunt_melding", staat=staten)
            if staten
            else self.t.beeld.alle("meldpunt_melding")
        )

    def dossiers(self, *staten: str) -> list[dict[str, Any]]:
        return self.t.beeld.alle("dossier_dossier", status=staten or ("open",))

    def regisseur(self, rij: dict[str, Any]) -> list[str]:
        return list(filter(None, [self.t.naam(rij["casusregisseur_id"])]))

    def mensen(self, *rollen: str) -> list[str]:
        return self.t.namen(*rollen)

    def medewerker(self, naam: str | None) -> Medewerker | None:
        return self.t.object(Medewerker, self.t.mensen[naam][0]) if naam else None

    def stap(self, nummer: int, wat: str = "Bellen") -> Stap:
        wie = self.medewerker(kies(self.mensen(*REGIE, "bemoeizorger"), nummer)) if nummer % 3 else None
        team = None if wie else kies(self.t.beeld.alle("regio_team", regio_id=self.t.wereld.regio.pk), nummer)
        return Stap(
            wat,
            self.t.vandaag + timedelta(days=nummer % 30),
            eigenaar_medewerker=wie,
            eigenaar_team=self.t.object(Team, team["id"]) if team else None,
        )

    # --- further along the chain ---------------------------------------------------------------------------
    # Acts at random seldom reach the end of a chain; these take a case one step on, or one step aside.

    @rule()
    def adem_in(self) -> None:
        """Nothing: what a run falls back to when it is made as small as it goes."""

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, ja=JA, soort=st.integers(0, 7))
    def melding_verder(self, nummer: int, wie: int, uitval: int, ja: bool, soort: int) -> None:
        rij = kies(self.meldingen(), nummer)
        staat = rij["staat"] if rij else ""
        if not rij or (rij["inwoner_id"] is None and soort % 2):
            self.koppel_inwoner(nummer, wie, uitval, ja, 1)
        elif staat == "nieuw":
            urgentie, route = ("week", "dag", "week", "acuut")[soort % 4], TRIAGEROUTES[soort]
            self.bevestig_triage(nummer - nummer % 7 + 1, wie, uitval, urgentie, route, 1)
        elif staat == "aangeboden":
            (
                self.geef_terug(nummer, wie, uitval, "Hoort bij een ander team")
                if soort == 0
                else self.pak_op(nummer, wie, uitval)
            )
        elif staat == "opgepakt":
            uitkomst = ("dossier_geopend", "toegevoegd_aan_dossier", "advies_gegeven", "geen_actie")[
                soort % 4
            ]
            self.leg_uitkomst_vast(nummer, wie, uitval, ja, uitkomst)
        elif staat == "afgehandeld" and rij["teruggekoppeld_op"] is None and soort:
            self.koppel_terug(
                nummer, wie, uitval, "telefoon", "anoniem" if soort == 1 else "melder_wil_niet" if ja else ""
            )
        elif staat == "afgehandeld":
            self.sluit_melding(nummer, wie, uitval)
        elif staat == "doorgestuurd":
            self.beantwoord_doorsturen(nummer, wie, uitval, ja)
        else:
            self.heropen_melding(nummer, wie, uitval, "Nieuwe informatie")

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, ja=JA, soort=st.integers(0, 9))
    def overdracht_verder(self, nummer: int, wie: int, uitval: int, ja: bool, soort: int) -> None:
        rij = kies(self.t.beeld.alle("dossier_overdracht", status=WACHT), nummer)
        nummer = nummer if nummer % 6 else nummer + 1
        if rij is None or soort == 0:
            self.verzend_overdracht(nummer, wie, uitval, SOORTEN_OVERDRACHT[soort % 4], 1, ja)
        elif rij["status"] == "vraag_gesteld" and ja:
            self.beantwoord_vraag(nummer, wie, uitval)
        elif soort <= 4:
            self.aanvaard_overdracht(nummer, wie, uitval, False, 1)
        elif soort == 5:
            self.aanvaard_overdracht(nummer, wie, uitval, True, 1)
        elif soort == 6:
            self.trek_overdracht_in(nummer, wie, uitval)
        elif soort == 7:
            self.stel_vraag(nummer, wie, uitval, "Is er een sleutel?")
        else:
            self.weiger_overdracht(nummer, wie, uitval, "Wij zitten vol")

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, past=st.sampled_from(["ja", "nee"]))
    def plan_verder(self, nummer: int, wie: int, uitval: int, past: str) -> None:
        concept = kies(self.t.beeld.alle("dossier_plan", status="concept"), nummer)
        actief = self.t.beeld.alle("dossier_plan", status="actief")
        if concept is None:
            (
                self.evalueer_plan(nummer, wie, uitval, past)
                if actief and nummer % 2
                else self.begin_plan(nummer, wie, uitval)
            )
        elif concept["akkoord_inwoner"] == "niet_gevraagd":
            self.vul_plan(nummer, wie, uitval)
        else:
            self.stel_plan_vast(nummer, wie, uitval, (None, 30, 90)[nummer % 3])

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def dossier_verder(self, nummer: int, wie: int, uitval: int) -> None:
        """Towards the end of a dossier: what is open is closed, then it is."""
        rij = kies(self.dossiers(), nummer)
        open_ = self.t.beeld.alle("dossier_traject", dossier_id=rij["id"], status="open") if rij else []
        if rij is None or nummer % 9 == 0:
            self.open_dossier(nummer, wie, uitval, "0193", False)
        elif open_ and nummer % 3:
            self.doe("sluit_traject", self.wie(self.regisseur(rij), wie, nummer), dossier.sluit_traject, uitval,
                     traject_id=uuid(open_[0]["id"]), reden="Klaar", geen_vervolg_reden="Niet nodig")  # fmt: skip
        else:
            self.sluit_dossier(nummer, wie, uitval, "doelen_bereikt", 1)

    # --- time ----------------------------------------------------------------------------------------------

    @rule(minuten=st.integers(1, 300))
    def even_later(self, minuten: int) -> None:
        self.t.nu += timedelta(minutes=minuten)

    @rule(dagen=st.sampled_from([1, 1, 2, 4, 8, 15, 31]), ook_vegen=JA, uitval=UITVAL)
    def dagen_later(self, dagen: int, ook_vegen: bool, uitval: int) -> None:
        self.t.nu += timedelta(days=dagen)
        if ook_vegen:
            self.vegen(uitval)

    @rule(uitval=UITVAL)
    def vegen(self, uitval: int) -> None:
        gedaan = self.t.doe(
            "veeg", None, lambda actor: dossier.veeg(regio=self.t.wereld.regio), uitval=uitval
        )
        if gedaan is not None:
            self.t.geveegd_tot = self.t.vandaag

    @rule(uitval=UITVAL)
    def laat_verlopen(self, uitval: int) -> None:
        self.t.doe("laat_verlopen", None, dossier.laat_verlopen, uitval=uitval)

    @rule(uitval=UITVAL)
    def bewaak_normen(self, uitval: int) -> None:
        self.t.doe("bewaak_normen", None, meldpunt.bewaak_normen, uitval=uitval)

    @rule(nummer=KEUZE, uitval=UITVAL)
    def achtergrondwerk(self, nummer: int, uitval: int) -> None:
        """The job after an intake; also late, and also twice."""
        rij = kies(self.meldingen(), nummer)
        if rij:
            self.t.doe(
                "verwerk_ontvangst",
                None,
                lambda actor: verwerk_ontvangst.call(self.t.wereld.regio.code, str(uuid(rij["id"]))),
                uitval=uitval,
            )

    # --- melding -------------------------------------------------------------------------------------------

    @rule(
        nummer=KEUZE,
        wie=WIE,
        uitval=UITVAL,
        anoniem=JA,
        gemeente=st.sampled_from(["0193", "0166", ""]),
        opnieuw=JA,
    )
    def neem_melding_aan(
        self, nummer: int, wie: int, uitval: int, anoniem: bool, gemeente: str, opnieuw: bool
    ) -> None:
        t = self.t
        wie_dan = self.wie([*self.mensen("meldpuntmedewerker"), PUBLIEK, "Piet Politie", "Wim Woning"], wie, nummer,
                           ("Aart Auditor", "Pien Programma", "Fenna Privacy"))  # fmt: skip
        naam, vreemd = wie_dan
        if naam is None:
            return
        kanaal = {PUBLIEK: "web", "Piet Politie": "politie"}.get(naam, "telefoon" if nummer % 4 else "balie")
        melding = {
            "kanaal": kanaal,
            "aard": ("oggz", "onbekend", "wvggz")[nummer % 3],
            "omschrijving": "Hij doet de deur niet meer open.",
            "signalen": ["zorgmijding"],
            "signalen_nee": list(KERNVRAGEN) if nummer % 2 else [],
            "melder": {"soort": "anoniem", "anoniem": True}
            if anoniem
            else {"soort": "naaste", "naam": "Ouder Verzonnen"},
            "betrokkene": {"naam": "Jansen", "verblijft_in": gemeente},
        }
        eerder = [s for s in t.gemeld if s.startswith(f"{naam}/")]
        sleutel = eerder[-1] if opnieuw and eerder and nummer % 5 == 0 else f"{naam}/{len(t.gemeld)}/{t.stap}"
        actie = meldpunt.meld_via_web if naam == PUBLIEK else meldpunt.neem_melding_aan
        for poging in (uitval, 0):  # a client that heard nothing sends the same again
            voor = len(t.beeld.rijen["meldpunt_melding"])
            ontvangst = t.doe(
                "neem_melding_aan",
                naam,
                actie,
                uitval=poging,
                vreemd=vreemd,
                melding=melding,
                sleutel=sleutel,
            )
            if ontvangst is not None or not poging:
                break
        if ontvangst is not None:
            erbij = len(t.beeld.rijen["meldpunt_melding"]) - voor
            assert erbij == (0 if sleutel in t.gemeld else 1), f"{erbij} meldingen bij sleutel {sleutel}"
            assert t.gemeld.setdefault(sleutel, ontvangst.melding.pk) == ontvangst.melding.pk
        self.na_elke_daad()

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, nieuw=JA, later=st.integers(0, 5))
    def koppel_inwoner(self, nummer: int, wie: int, uitval: int, nieuw: bool, later: int) -> None:
        open_ = [m for m in self.meldingen() if m["staat"] != "gesloten"]
        rij = kies([m for m in open_ if nummer % 5 == 0 or m["inwoner_id"] is None] or open_, nummer)
        bekend = self.t.beeld.alle("inwoners_inwoner")
        if not rij:
            return
        meldpunters = self.wie(self.mensen("meldpuntmedewerker"), wie, nummer)
        if nieuw or not bekend:
            self.doe("koppel_nieuwe_inwoner", meldpunters, meldpunt.koppel_nieuwe_inwoner, uitval,
                     melding_id=uuid(rij["id"]), gegevens=Inwonergegevens(geslachtsnaam="Jansen", roepnaam="Jan"))  # fmt: skip
        else:
            self.doe("koppel_inwoner", meldpunters, meldpunt.koppel_inwoner, uitval, melding_id=uuid(rij["id"]),
                     inwoner_id=uuid(kies(bekend, nummer // 7)["id"]), reden="Bij nader inzien iemand anders",
                     besluit="zelfde" if later else "later")  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, urgentie=st.sampled_from(["acuut", "dag", "week", "week", "onzin"]),
          route=st.sampled_from(TRIAGEROUTES), uitleg=st.integers(0, 5))  # fmt: skip
    def bevestig_triage(
        self, nummer: int, wie: int, uitval: int, urgentie: str, route: str, uitleg: int
    ) -> None:
        rij = kies(self.meldingen("nieuw"), nummer) or kies(self.meldingen(), nummer)
        if rij:
            self.doe("bevestig_triage", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer), meldpunt.bevestig_triage,
                     uitval, melding_id=uuid(rij["id"]), urgentie=urgentie, route=route, afwijking_code="eigen_inschatting",
                     afwijking_tekst="Na het gesprek zo ingeschat" if uitleg else "", melder_belt_zelf=bool(nummer % 2),
                     herkwalificatie_reden="Geen Wvggz na het gesprek" if uitleg else "",
                     versie=rij["versie"] if nummer % 7 else rij["versie"] - 1)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def leg_doorverbinding_vast(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := kies(self.meldingen(), nummer):
            self.doe("leg_doorverbinding_vast", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer),
                     meldpunt.leg_doorverbinding_vast, uitval, melding_id=uuid(rij["id"]), functie="crisisdienst",
                     overgenomen=("", "ja", "nee", "melder_belt_zelf")[nummer % 4])  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def pak_op(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := kies(self.meldingen("aangeboden", "opgepakt"), nummer):
            self.doe("pak_op", self.wie(self.t.van_team(rij["team_id"]), wie, nummer), meldpunt.pak_op, uitval,
                     melding_id=uuid(rij["id"]))  # fmt: skip

    @rule(
        nummer=KEUZE,
        wie=WIE,
        uitval=UITVAL,
        toelichting=st.sampled_from(["Niet bij ons bekend, elders wel", ""]),
    )
    def geef_terug(self, nummer: int, wie: int, uitval: int, toelichting: str) -> None:
        if rij := kies(self.meldingen("aangeboden", "opgepakt"), nummer):
            self.doe("geef_terug", self.wie(self.t.van_team(rij["team_id"]), wie, nummer), meldpunt.geef_terug, uitval,
                     melding_id=uuid(rij["id"]), reden="verkeerde_route", toelichting=toelichting)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, verteld=JA,
          uitkomst=st.sampled_from(["dossier_geopend", "dossier_geopend", "toegevoegd_aan_dossier", "advies_gegeven",
                                    "geen_actie", "overgedragen_extern", "wmo_melding", "niets"]))  # fmt: skip
    def leg_uitkomst_vast(self, nummer: int, wie: int, uitval: int, verteld: bool, uitkomst: str) -> None:
        if rij := kies(self.meldingen("opgepakt"), nummer) or kies(self.meldingen("aangeboden"), nummer):
            juist = [n for n in [self.t.naam(rij["eigenaar_id"])] if n] or self.mensen("meldpuntmedewerker")
            self.doe("leg_uitkomst_vast", self.wie(juist, wie, nummer), meldpunt.leg_uitkomst_vast, uitval,
                     melding_id=uuid(rij["id"]), uitkomst=uitkomst, betrokkene_geinformeerd="ja" if verteld else "nee",
                     betrokkene_niet_reden="" if verteld else "Niet thuis getroffen",
                     reden="al_hulp" if uitkomst == "geen_actie" else "", verwacht=Verwacht(opent=True))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, wijze=st.sampled_from(["telefoon", "brief", "", "duif"]),
          zonder=st.sampled_from(["", "", "anoniem", "niet_bereikt", "melder_wil_niet"]))  # fmt: skip
    def koppel_terug(self, nummer: int, wie: int, uitval: int, wijze: str, zonder: str) -> None:
        if rij := kies(self.meldingen("afgehandeld"), nummer) or kies(self.meldingen(), nummer):
            self.doe("koppel_terug", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer), meldpunt.koppel_terug, uitval,
                     melding_id=uuid(rij["id"]), wijze=wijze, niet_mogelijk=zonder)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def noteer_poging(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := kies(self.meldingen("afgehandeld"), nummer):
            self.doe("noteer_poging", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer), meldpunt.noteer_poging,
                     uitval, melding_id=uuid(rij["id"]))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def sluit_melding(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := kies(self.meldingen("afgehandeld"), nummer) or kies(self.meldingen(), nummer):
            self.doe("sluit_melding", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer), meldpunt.sluit_melding,
                     uitval, melding_id=uuid(rij["id"]))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, reden=st.sampled_from(["Nieuwe informatie", ""]))
    def heropen_melding(self, nummer: int, wie: int, uitval: int, reden: str) -> None:
        if rij := kies(self.meldingen("gesloten"), nummer):
            self.doe("heropen_melding", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer), meldpunt.heropen_melding,
                     uitval, melding_id=uuid(rij["id"]), reden=reden)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, gemeente=st.sampled_from(["0166", "0193", "0106"]))
    def stuur_door_binnen(self, nummer: int, wie: int, uitval: int, gemeente: str) -> None:
        if rij := kies(self.meldingen("nieuw", "aangeboden", "opgepakt"), nummer):
            self.doe("stuur_door_binnen", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer),
                     meldpunt.stuur_door_binnen_regio, uitval, melding_id=uuid(rij["id"]), gemeente=gemeente)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, gesproken=JA)
    def stuur_door_buiten(self, nummer: int, wie: int, uitval: int, gesproken: bool) -> None:
        if rij := kies(self.meldingen("nieuw", "aangeboden", "opgepakt"), nummer):
            gegevens = Doorstuurgegevens("Gemeente Elders", gesproken_met="Emma Elders" if gesproken else "")
            self.doe("stuur_door_buiten", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer),
                     meldpunt.stuur_door_buiten_regio, uitval, melding_id=uuid(rij["id"]), gegevens=gegevens)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, bevestigd=JA)
    def beantwoord_doorsturen(self, nummer: int, wie: int, uitval: int, bevestigd: bool) -> None:
        if rij := kies(self.meldingen("doorgestuurd"), nummer):
            self.doe("beantwoord_doorsturen", self.wie(self.mensen("meldpuntmedewerker"), wie, nummer),
                     meldpunt.beantwoord_doorsturen, uitval, melding_id=uuid(rij["id"]), bevestigd=bevestigd,
                     door="Emma Elders")  # fmt: skip

    # --- dossier -------------------------------------------------------------------------------------------

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, gemeente=st.sampled_from(["0193", "0166", "0106"]), nieuw=JA)
    def open_dossier(self, nummer: int, wie: int, uitval: int, gemeente: str, nieuw: bool) -> None:
        wie_dan = self.wie(self.mensen(*REGIE, "bemoeizorger"), wie, nummer)
        if nieuw or not self.t.beeld.rijen["inwoners_inwoner"]:
            wie_dan_nieuw = self.wie(self.mensen(*REGIE), 0, nummer)
            persoon = self.doe("registreer_inwoner", wie_dan_nieuw, inwoners.registreer_inwoner, 0,
                               gegevens=Inwonergegevens(geslachtsnaam="Pietersen"))  # fmt: skip
        else:
            persoon = self.t.object(Inwoner, kies(self.t.beeld.alle("inwoners_inwoner"), nummer)["id"])
        if persoon is not None:
            self.doe("open_dossier", wie_dan, dossier.open_dossier, uitval, inwoner=persoon, gemeente=gemeente,
                     contactregime=("regulier", "bemoeizorg")[nummer % 2], verwacht=Verwacht(opent=True))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, reden=st.sampled_from(["doelen_bereikt", "ten_onrechte", "overleden", "zomaar"]),
          rond=st.integers(0, 3))  # fmt: skip
    def sluit_dossier(self, nummer: int, wie: int, uitval: int, reden: str, rond: int) -> None:
        rij = kies([d for d in self.dossiers() if nummer % 3 == 0 or not self._bezet(d)], nummer)
        if rij:
            afsluiting = Afsluiting(
                reden,
                slotevaluatie=bool(rond),
                inwoner_verteld=True,
                naaste_verteld=True,
                terugkeerpunt="Huisarts",
            )
            self.doe("sluit_dossier", self.wie(self.regisseur(rij), wie, nummer), dossier.sluit_dossier, uitval,
                     dossier_id=uuid(rij["id"]), afsluiting=afsluiting, verwacht=Verwacht(sluit=rij["id"]))  # fmt: skip

    def _bezet(self, rij: dict[str, Any]) -> bool:
        return bool(self.t.beeld.alle("dossier_traject", dossier_id=rij["id"], status="open"))

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, met=st.sampled_from(["inwoner", "inwoner", "naaste"]),
          resultaat=st.sampled_from(["gesproken", "gezien", "geen_gehoor"]), terug=st.sampled_from([0, 0, 1, 40, 900, -60]))  # fmt: skip
    def leg_contact_vast(
        self, nummer: int, wie: int, uitval: int, met: str, resultaat: str, terug: int
    ) -> None:
        if rij := kies(self.dossiers(), nummer):
            self.doe("leg_contact_vast", self.wie(self.regisseur(rij), wie, nummer), dossier.leg_contact_vast, uitval,
                     dossier_id=uuid(rij["id"]), met=met, wijze="telefoon", resultaat=resultaat,
                     gebeurd_op=self.t.nu - timedelta(hours=terug))  # fmt: skip

    # --- overdracht ----------------------------------------------------------------------------------------

    @rule(
        nummer=KEUZE,
        wie=WIE,
        uitval=UITVAL,
        soort=st.sampled_from(SOORTEN_OVERDRACHT),
        compleet=st.integers(0, 5),
        aan=JA,
    )
    def verzend_overdracht(
        self, nummer: int, wie: int, uitval: int, soort: str, compleet: int, aan: bool
    ) -> None:
        rij = kies(self.dossiers(), nummer)
        teams = [t for t in self.t.beeld.alle("regio_team", regio_id=self.t.wereld.regio.pk)
                 if t["naam"].startswith(("Lokaal team", "Bemoeizorg"))]  # fmt: skip
        if not rij:
            return
        naar = kies(teams, nummer // 3)
        collega = None if aan else kies(self.mensen(*REGIE), nummer // 5)
        aanbieding = Aanbieding(
            soort,
            self.t.object(Team, naar["id"]) if collega is None else None,
            "De regie past daar beter",
            naar_medewerker=self.medewerker(collega),
            inhoud=dict.fromkeys(SOORTEN[soort].inhoud, ("ingevuld", False, "")) if compleet else {},
            warm_niet_reden="Telefonisch afgestemd",
        )
        self.doe("verzend_overdracht", self.wie(self.regisseur(rij), wie, nummer), dossier.verzend_overdracht, uitval,
                 dossier_id=uuid(rij["id"]), aanbieding=aanbieding)  # fmt: skip

    def overdrachten(self, nummer: int) -> dict[str, Any] | None:
        """Mostly one that waits, sometimes one that was answered."""
        wachtend = self.t.beeld.alle("dossier_overdracht", status=WACHT)
        return kies(wachtend if nummer % 6 and wachtend else self.t.beeld.alle("dossier_overdracht"), nummer)

    def ontvangers(self, rij: dict[str, Any]) -> list[str]:
        if rij["naar_team_id"]:
            return [
                n for n in self.t.van_team(rij["naar_team_id"]) if self.t.mensen[n][1] == "casusregisseur"
            ]
        return list(filter(None, [self.t.naam(rij["naar_medewerker_id"])]))

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, collega=JA, op_tijd=st.integers(0, 5))
    def aanvaard_overdracht(self, nummer: int, wie: int, uitval: int, collega: bool, op_tijd: int) -> None:
        rij = self.overdrachten(nummer)
        if not rij:
            return
        wie_dan = self.wie(self.ontvangers(rij), wie, nummer)
        if wie_dan[0] is None:
            return
        nieuw = kies(self.mensen(*REGIE), nummer // 3) if collega and nummer % 2 else None
        regisseur = self.t._sleutel(self.t.mensen[nieuw or wie_dan[0]][0])
        delen = {
            d["onderdeel"] for d in self.t.beeld.alle("dossier_overdrachtonderdeel", overdracht_id=rij["id"])
        }
        moet: dict[str, Any] = {}
        if rij["status"] in WACHT:
            moet |= {"casusregisseur_id": regisseur} if "casusregie" in delen else {}
            moet |= {"procesregisseur_id": regisseur} if "procesregie" in delen else {}
            moet |= (
                {"verantwoordelijke_gemeente_id": rij["naar_gemeente_id"]}
                if "verantwoordelijke_gemeente" in delen
                else {}
            )
        self.doe("aanvaard_overdracht", wie_dan, dossier.aanvaard_overdracht, uitval, overdracht_id=uuid(rij["id"]),
                 eerste_contact=self.t.vandaag + timedelta(days=2 if op_tijd else 60),
                 regisseur_id=self.t.mensen[nieuw][0] if nieuw else None,
                 verwacht=Verwacht(houders={rij["dossier_id"]: moet}))  # fmt: skip

    @rule(
        nummer=KEUZE,
        wie=WIE,
        uitval=UITVAL,
        toelichting=st.sampled_from(["Wij zitten vol", "Wij zitten vol", ""]),
    )
    def weiger_overdracht(self, nummer: int, wie: int, uitval: int, toelichting: str) -> None:
        if rij := self.overdrachten(nummer):
            self.doe("weiger_overdracht", self.wie(self.ontvangers(rij), wie, nummer), dossier.weiger_overdracht, uitval,
                     overdracht_id=uuid(rij["id"]), code="geen_capaciteit", toelichting=toelichting)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def trek_overdracht_in(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := self.overdrachten(nummer):
            juist = [n for n in [self.t.naam(rij["van_medewerker_id"])] if n]
            self.doe("trek_overdracht_in", self.wie(juist, wie, nummer), dossier.trek_overdracht_in, uitval,
                     overdracht_id=uuid(rij["id"]))  # fmt: skip

    @rule(
        nummer=KEUZE,
        wie=WIE,
        uitval=UITVAL,
        vraag=st.sampled_from(["Is er een sleutel?", "Is er een sleutel?", " "]),
    )
    def stel_vraag(self, nummer: int, wie: int, uitval: int, vraag: str) -> None:
        if rij := self.overdrachten(nummer):
            self.doe("stel_vraag", self.wie(self.ontvangers(rij), wie, nummer), dossier.stel_vraag, uitval,
                     overdracht_id=uuid(rij["id"]), vraag=vraag)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def beantwoord_vraag(self, nummer: int, wie: int, uitval: int) -> None:
        rij = kies(
            self.t.beeld.alle("dossier_overdracht", status="vraag_gesteld"), nummer
        ) or self.overdrachten(nummer)
        if rij:
            juist = [n for n in [self.t.naam(rij["van_medewerker_id"])] if n]
            self.doe("beantwoord_vraag", self.wie(juist, wie, nummer), dossier.beantwoord_vraag, uitval,
                     overdracht_id=uuid(rij["id"]), antwoord="Ja, bij de buren")  # fmt: skip

    # --- plan ----------------------------------------------------------------------------------------------

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def begin_plan(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := kies(self.dossiers(), nummer):
            self.doe("begin_plan", self.wie(self.regisseur(rij), wie, nummer), dossier.begin_plan, uitval,
                     dossier_id=uuid(rij["id"]))  # fmt: skip

    def van_plan(self, plan: dict[str, Any]) -> list[str]:
        return self.regisseur(self.t.beeld.een("dossier_dossier", plan["dossier_id"]))

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def vul_plan(self, nummer: int, wie: int, uitval: int) -> None:
        plan = kies(self.t.beeld.alle("dossier_plan", status="concept"), nummer)
        if not plan:
            return
        wie_dan = self.wie(self.van_plan(plan), wie, nummer)
        self.doe("schrijf_eigen_woorden", wie_dan, dossier.schrijf_eigen_woorden, uitval, plan_id=uuid(plan["id"]),
                 tekst="Rust in huis", akkoord="akkoord")  # fmt: skip
        doel = self.doe("voeg_doel_toe", wie_dan, dossier.voeg_doel_toe, uitval, plan_id=uuid(plan["id"]),
                        leefgebied="wonen", doel="Ik woon weer thuis")  # fmt: skip
        organisatie = self.t.object(Organisatie, self.t.wereld.organisaties["zorg"].pk)
        if doel is not None:
            self.doe("voeg_actie_toe", wie_dan, dossier.voeg_actie_toe, uitval, doel_id=doel.pk, wat="Elke week langs",
                     domein="wonen", organisatie=organisatie if nummer % 4 else None, start=self.t.vandaag)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, na=st.sampled_from([None, 30, 90, 500]))
    def stel_plan_vast(self, nummer: int, wie: int, uitval: int, na: int | None) -> None:
        if plan := kies(self.t.beeld.alle("dossier_plan", status="concept"), nummer) or kies(
            self.t.beeld.alle("dossier_plan"), nummer
        ):
            self.doe("stel_plan_vast", self.wie(self.van_plan(plan), wie, nummer), dossier.stel_plan_vast, uitval,
                     plan_id=uuid(plan["id"]), evaluatie_op=self.t.vandaag + timedelta(days=na) if na else None)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, past=st.sampled_from(["ja", "deels", "nee", "soms"]))
    def evalueer_plan(self, nummer: int, wie: int, uitval: int, past: str) -> None:
        if plan := kies(self.t.beeld.alle("dossier_plan", status="actief"), nummer) or kies(
            self.t.beeld.alle("dossier_plan"), nummer
        ):
            self.doe("evalueer_plan", self.wie(self.van_plan(plan), wie, nummer), dossier.evalueer_plan, uitval,
                     plan_id=uuid(plan["id"]), nog_passend=past, volgende_op=self.t.vandaag + timedelta(days=90),
                     met_inwoner=bool(nummer % 2))  # fmt: skip

    # --- taken en trajecten --------------------------------------------------------------------------------

    def taak(self, nummer: int, *staten: str) -> dict[str, Any] | None:
        """Often the next step of a traject, which is where it can go wrong."""
        stappen = {t["volgende_stap_id"] for t in self.t.beeld.alle("dossier_traject", status="open")}
        rijen = self.t.beeld.alle("dossier_taak", status=staten or OPENSTAAND)
        return kies([r for r in rijen if r["id"] in stappen] if nummer % 2 else rijen, nummer // 2)

    def van_taak(self, rij: dict[str, Any]) -> list[str]:
        eigen = self.t.naam(rij["eigenaar_medewerker_id"])
        return [eigen] if eigen else self.t.van_team(rij["eigenaar_team_id"])

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, met=JA)
    def rond_taak_af(self, nummer: int, wie: int, uitval: int, met: bool) -> None:
        if rij := self.taak(nummer):
            self.doe("rond_taak_af", self.wie(self.van_taak(rij), wie, nummer, VREEMD), dossier.rond_taak_af, uitval,
                     taak_id=uuid(rij["id"]), resultaat="gedaan", volgende=self.stap(nummer) if met else None)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, team=JA)
    def draag_taak_over(self, nummer: int, wie: int, uitval: int, team: bool) -> None:
        if rij := self.taak(nummer):
            stap = self.stap(nummer // 3)
            self.doe("draag_taak_over", self.wie(self.van_taak(rij), wie, nummer, VREEMD), dossier.draag_taak_over, uitval,
                     taak_id=uuid(rij["id"]), naar_medewerker=stap.eigenaar_medewerker, naar_team=stap.eigenaar_team)  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, dagen=st.integers(-1, 20))
    def laat_taak_wachten(self, nummer: int, wie: int, uitval: int, dagen: int) -> None:
        if rij := self.taak(nummer):
            self.doe("laat_taak_wachten", self.wie(self.van_taak(rij), wie, nummer, VREEMD), dossier.laat_taak_wachten,
                     uitval, taak_id=uuid(rij["id"]), wacht_op="de corporatie", wacht_tot=self.t.vandaag + timedelta(days=dagen))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def hervat_taak(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := self.taak(nummer, "wacht"):
            self.doe("hervat_taak", self.wie(self.van_taak(rij), wie, nummer, VREEMD), dossier.hervat_taak, uitval,
                     taak_id=uuid(rij["id"]))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def plan_taak(self, nummer: int, wie: int, uitval: int) -> None:
        if rij := kies(self.dossiers("open", "gesloten"), nummer):
            self.doe("plan_taak", self.wie(self.regisseur(rij), wie, nummer, VREEMD), dossier.plan_taak, uitval,
                     dossier_id=uuid(rij["id"]), stap=self.stap(nummer))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, soort=st.sampled_from(["bemoeizorg", "wmo", "levensloop"]))
    def open_traject(self, nummer: int, wie: int, uitval: int, soort: str) -> None:
        """A second traject of a kind that may run once is refused by the database."""
        if rij := kies(self.dossiers("open", "gesloten") if nummer % 5 == 0 else self.dossiers(), nummer):
            self.doe("open_traject", self.wie(self.regisseur(rij), wie, nummer), dossier.open_traject, uitval,
                     dossier_id=uuid(rij["id"]), soort=soort, stap=self.stap(nummer))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, vervolg=JA, reden=st.sampled_from(["Klaar", "Klaar", ""]))
    def sluit_traject(self, nummer: int, wie: int, uitval: int, vervolg: bool, reden: str) -> None:
        if rij := kies(
            self.t.beeld.alle("dossier_traject", status=("open", "gesloten") if nummer % 5 == 0 else "open"),
            nummer,
        ):
            regisseur = self.regisseur(self.t.beeld.een("dossier_dossier", rij["dossier_id"]))
            self.doe("sluit_traject", self.wie(regisseur, wie, nummer), dossier.sluit_traject, uitval,
                     traject_id=uuid(rij["id"]), reden=reden, vervolg=self.stap(nummer) if vervolg else None,
                     geen_vervolg_reden="" if vervolg else "Niet nodig")  # fmt: skip

    # --- mensen --------------------------------------------------------------------------------------------

    @rule(
        nummer=KEUZE, wie=WIE, uitval=UITVAL, over=st.integers(-3, 5), dagen=st.sampled_from([None, 0, 3, 14])
    )
    def meld_afwezig(self, nummer: int, wie: int, uitval: int, over: int, dagen: int | None) -> None:
        if ziek := kies(self.mensen(*REGIE), nummer):
            van = self.t.vandaag + timedelta(days=over)
            self.doe("meld_afwezig", self.wie([ziek], wie, nummer), dossier.meld_afwezig, uitval,
                     medewerker_id=self.t.mensen[ziek][0], van=van, tot=None if dagen is None else van + timedelta(days=dagen))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, over=st.integers(-2, 2))
    def beeindig_afwezigheid(self, nummer: int, wie: int, uitval: int, over: int) -> None:
        if rij := kies(self.t.beeld.alle("dossier_afwezigheid"), nummer):
            juist = [n for n in [self.t.naam(rij["medewerker_id"])] if n]
            self.doe("beeindig_afwezigheid", self.wie(juist, wie, nummer), dossier.beeindig_afwezigheid, uitval,
                     afwezigheid_id=uuid(rij["id"]), tot=self.t.vandaag + timedelta(days=over))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, dagen=st.integers(0, 20))
    def vraag_vervanging(self, nummer: int, wie: int, uitval: int, dagen: int) -> None:
        voor, door = kies(self.mensen(*REGIE), nummer), kies(self.mensen(*REGIE, "bemoeizorger"), nummer // 5)
        if voor and door:
            self.doe("vraag_vervanging", self.wie([voor], wie, nummer), dossier.vraag_vervanging, uitval,
                     voor_id=self.t.mensen[voor][0], door_id=self.t.mensen[door][0], van=self.t.vandaag,
                     tot=self.t.vandaag + timedelta(days=dagen))  # fmt: skip

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL, ja=JA)
    def beantwoord_vervanging(self, nummer: int, wie: int, uitval: int, ja: bool) -> None:
        if rij := kies(self.t.beeld.alle("dossier_vervanging"), nummer):
            juist = [n for n in [self.t.naam(rij["door_id"])] if n]
            self.doe("beantwoord_vervanging", self.wie(juist, wie, nummer), dossier.beantwoord_vervanging, uitval,
                     vervanging_id=uuid(rij["id"]), aanvaard=ja)  # fmt: skip

    @rule(
        nummer=KEUZE,
        organisatie=st.sampled_from(["zwolle", "kampen", "ggd"]),
        met_team=st.integers(0, 3),
        tekent=JA,
    )
    def nieuwe_collega(self, nummer: int, organisatie: str, met_team: int, tekent: bool) -> None:
        """Somebody starts; may sign for the regievangnet at once."""
        t = self.t
        if len(t.mensen) > 45:
            return
        naam = f"Nieuw {len(t.mensen):02d}"
        teamnaam = {"zwolle": "Lokaal team Zwolle", "kampen": "Lokaal team Kampen", "ggd": "Bemoeizorg"}[
            organisatie
        ]

        def begint(actor: Any) -> Medewerker:
            org = t.object(Organisatie, t.wereld.organisaties[organisatie].pk)
            medewerker = regio.neem_in_dienst(organisatie=org, naam=naam)
            regio.geef_rol(actor=actor, medewerker=medewerker, rol="casusregisseur",
                           team=t.object(Team, t.wereld.teams[teamnaam].pk) if met_team else None,
                           functies=["gemeente_aanvaarden"])  # fmt: skip
            if tekent:
                vol = t.beeld.alle("dossier_regievangnet", organisatie_id=t._sleutel(org.pk), tot=None)
                dossier.zet_in_vangnet(actor=actor, organisatie=org, medewerker=medewerker,
                                       volgorde=1 + max([r["volgorde"] for r in vol], default=0))  # fmt: skip
            return medewerker

        medewerker = t.doe("nieuwe_collega", None, begint)
        if medewerker is not None:
            t.mensen[naam] = (medewerker.pk, "casusregisseur")
        self.na_elke_daad()

    @rule(nummer=KEUZE, wie=WIE, uitval=UITVAL)
    def beeindig_medewerker(self, nummer: int, wie: int, uitval: int) -> None:
        weg = kies(self.mensen(*REGIE, "bemoeizorger"), nummer)
        if weg:
            pk = self.t.mensen[weg][0]
            self.doe("beeindig_medewerker", self.wie(["Bram Beheer"], wie, nummer, (*OOK_VREEMD, "Dina Drenthe")),
                     dossier.beeindig_medewerker, uitval, medewerker_id=pk, verwacht=Verwacht(vertrekt=self.t._sleutel(pk)))  # fmt: skip

    @rule(nummer=KEUZE, uitval=UITVAL)
    def beeindig_rol(self, nummer: int, uitval: int) -> None:
        """Taking away a role whose holder still leads a dossier is refused, if need be by the database itself."""
        rij = kies(
            self.t.beeld.alle(
                "regio_roltoekenning", rol="casusregisseur", tot=None, regio_id=self.t.wereld.regio.pk
            ),
            nummer,
        )
        if not rij:
            return

        def neem_af(actor: Any) -> None:
            with schrijven(actor):
                regio.beeindig_rol(toekenning=Roltoekenning.objects.get(pk=rij["id"]), nu=huidig().nu)

        if self.t.naam(rij["medewerker_id"]):
            self.t.doe("beeindig_rol", None, neem_af, uitval=uitval, ook=(IntegrityError,))
            self.na_elke_daad()
