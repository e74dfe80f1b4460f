"""From a worried call to terugkoppeling: how meldingen come in, are judged, taken up and closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sluitend.demo import kansen, namen
from sluitend.inwoners.actions import registreer_inwoner
from sluitend.inwoners.gegevens import Adresgegevens, Inwonergegevens
from sluitend.meldpunt import actions
from sluitend.meldpunt.models import Melding
from sluitend.meldpunt.rules.routes import ROUTES
from sluitend.platform.actor import Actor
from sluitend.wvggz.queries import loopt_voor

if TYPE_CHECKING:
    from sluitend.demo.verhaal import Mens, Verhaal

HERLEIDBAAR = 61 / 80  # of E33 and E14 registrations in 2016, those that lead to a person
BEKEND_POLITIE = 40 / 61  # of those, about somebody who was reported before
BEKEND_ANDERS = 0.4
ROLLEN_PER_TEAM = {
    "Meldpunt": "meldpuntmedewerker", "Bemoeizorg": "bemoeizorger", "Onderzoek Wvggz": "onderzoeker_wvggz",
    "Centrale Toegang": "consulent_toegang",
}  # fmt: skip
GEEN_ACTIE = ("al_hulp", "geen_zorg_nodig", "wil_niet_en_geen_gevaar", "te_weinig_gegevens")
NIET_VERTELD = "Nog niet gesproken; wordt bij het eerste gesprek verteld."
# At which step a melding gets stuck, and how many days before the end: G-01, G-02, G-17.
BLIJFT_LIGGEN = {"triage": 1, "doorgestuurd": 2, "oppakken": 7, "terugkoppelen": 24}
VERBLIJFT_ELDERS = 0.015
VRIJ_OM_TE_STUREN = ("dag", "week", "niet_acuut")
# How long a triage takes, in minutes, by the advice; and how long until somebody picks it up, in minutes.
TRIAGE = {"acuut": (1, 4), "spoed": (2, 13), "dag": (5, 50), "week": (20, 400), "niet_acuut": (30, 900)}


class Melden:
    """The meldpunt and the teams that take up what it sends."""

    def __init__(self, verhaal: Verhaal) -> None:
        self.v, self.kans = verhaal, verhaal.kans
        self.blijft: dict[UUID, str] = {}
        gemeenten = verhaal.bezetting.inwoners
        self.gemeenten, self.gewichten = list(gemeenten), list(gemeenten.values())
        self.rol_van_team = {
            team.pk: ROLLEN_PER_TEAM.get(naam, "casusregisseur")
            for naam, team in verhaal.bezetting.teams.items()
        }
        self.naam_van_team = {team.pk: naam for naam, team in verhaal.bezetting.teams.items()}

    def plan_dag(self, dag: date, nummer: int) -> None:
        """The calls of this day; near the end some get stuck at a step, so that there are gaps to find."""
        for stap, dagen_voor_einde in BLIJFT_LIGGEN.items():
            if nummer == max(1, self.v.dagen - 1 - dagen_voor_einde):
                self.v.agenda.plan(
                    kansen.op(dag, 9, 20), lambda op, stap=stap: self._ontvang(op, True, blijft=stap)
                )
        helft = self.v.per_jaar / 2
        for politie, uren, factoren in (
            (True, kansen.UUR_POLITIE, kansen.WEEKDAG_POLITIE),
            (False, kansen.UUR_ANDERS, kansen.WEEKDAG_ANDERS),
        ):
            for _nummer in range(kansen.aantal_vandaag(self.kans, helft, factoren[dag.weekday()])):
                self.v.agenda.plan(
                    kansen.moment(self.kans, dag, uren),
                    lambda op, politie=politie: self._ontvang(op, politie),
                )

    def wacht_iets(self) -> bool:
        """Whether a melding waits for somebody, so that there is a norm to watch."""
        return self.v.aantallen["meldingen"] > self.v.aantallen["opgepakt"]

    def meldpunt(self, moment: datetime) -> Actor:
        """Who is on duty: the same person for a dienst of eight hours."""
        mensen = self.v.bezetting.mensen[("Meldpunt", "meldpuntmedewerker")]
        return self.v.actor(mensen[int(moment.timestamp() // 28_800) % len(mensen)], "meldpuntmedewerker")

    def _kies_mens(self, politie: bool) -> Mens | None:
        """Somebody who was reported before; who was so more often comes back more often."""
        kans = BEKEND_POLITIE if politie else BEKEND_ANDERS
        if len(self.v.mensen) < 3 or self.kans.random() > kans:
            return None
        twee = self.kans.choices(self.v.mensen, k=2)
        return max(twee, key=lambda mens: mens.keren)

    def maak_mens(self, actor: Actor, moment: datetime, gemeente: str | None = None) -> Mens:
        """Register somebody new, where this person lives included."""
        from sluitend.demo.verhaal import Mens

        kans = self.kans
        gemeente = gemeente or kans.choices(self.gemeenten, self.gewichten)[0]
        naam, vandaag = namen.kies_naam(kans), moment.date()
        geboren, postcode, nummer = (
            namen.kies_geboortedatum(kans, vandaag),
            namen.postcode(kans, gemeente),
            kans.randrange(1, 240),
        )
        inwoner = registreer_inwoner(
            actor=actor,
            gegevens=Inwonergegevens(
                geslachtsnaam=naam.geslachtsnaam,
                voorvoegsel=naam.voorvoegsel,
                roepnaam=naam.roepnaam,
                geboortedatum=geboren,
                adres=Adresgegevens(
                    gemeente, postcode=postcode, huisnummer=nummer, van=vandaag - timedelta(days=kans.randrange(2000)),
                    plaatsomschrijving=f"{kans.choice(namen.STRATEN)} {nummer}",
                ),
            ),
        )  # fmt: skip
        mens = Mens(inwoner, gemeente, geboren, postcode, nummer)
        self.v.aantallen["inwoners"] += 1
        return mens

    def _ontvang(self, moment: datetime, politie: bool, blijft: str = "") -> None:
        kans, actor = self.kans, self.meldpunt(moment)
        geval = kansen.in_verhouding(kans, kansen.POLITIE if politie else kansen.ANDERS)
        if blijft:
            geval = kansen.POLITIE[2]
        herleidbaar = kans.random() < (HERLEIDBAAR if politie else 0.9)
        with self.v.als(actor, moment):
            mens = None
            if herleidbaar:
                mens = self._kies_mens(politie) or self.maak_mens(actor, moment)
            ontvangst = actions.neem_melding_aan(
                actor=actor,
                melding=self._inhoud(geval, mens, politie, moment),
                inwoner=mens.inwoner if mens else None,
            )
            self.v.aantallen["meldingen"] += 1
            self.v.aantallen["politie"] += politie
            if mens is not None:
                if mens.keren == 1 and mens not in self.v.mensen[-1:]:
                    self.v.mensen.append(mens)
                mens.keren += 1
            laagst, hoogst = TRIAGE.get(ontvangst.melding.advies_urgentie, (5, 60))
            wacht = kans.uniform(laagst, hoogst)
            if kans.random() < 0.04:
                wacht = wacht * 6 + kans.uniform(60, 2_500)
            pk = ontvangst.melding.pk
            self.blijft[pk] = blijft
            if blijft != "triage":
                self.v.agenda.plan(moment + timedelta(minutes=wacht), lambda op: self._trieer(op, pk, mens))

    def _inhoud(self, geval: Any, mens: Mens | None, politie: bool, moment: datetime) -> dict[str, Any]:
        kans = self.kans
        kanaal, soort, relatie, organisatie = (
            "politie",
            "professional",
            "wijkagent",
            "Politie, basisteams IJsselland",
        )
        if not politie:
            kanaal, soort, relatie, organisatie, _gewicht = kansen.in_verhouding(kans, kansen.MELDERS)  # type: ignore[misc]
        gemeente = mens.gemeente if mens else kans.choices(self.gemeenten, self.gewichten)[0]
        signalen = list(geval.signalen[: 1 + (kans.random() < 0.8) * 5])
        betrokkene: dict[str, Any] = {"verblijft_in": gemeente}
        if mens is not None:
            betrokkene |= {
                "naam": mens.inwoner.geslachtsnaam,
                "voornaam": mens.inwoner.roepnaam,
                "geboortedatum": mens.geboren.isoformat(),
                "adres": {"postcode": mens.postcode, "huisnummer": mens.huisnummer},
            }
        else:
            jong = kans.choice((20, 30, 40, 50))
            betrokkene |= {"leeftijd_van": jong, "leeftijd_tot": jong + 15, "kenmerken": "donkere jas, rugzak",
                           "vindplaats": f"bij het {kans.choice(('station', 'winkelcentrum', 'park'))}"}  # fmt: skip
        melder = {"soort": soort, "relatie": relatie, "organisatie": organisatie}
        if soort == "anoniem":
            melder["anoniem"] = True
        else:
            melder |= {"naam": str(namen.kies_naam(kans)), "telefoon": f"06000{kans.randrange(10_000):05d}"}
        return {
            "kanaal": kanaal,
            "politiecode": geval.code if politie else "",
            "ontvangen_op": moment.isoformat(),
            "aard": geval.aard,
            "omschrijving": geval.tekst,
            "signalen": signalen,
            "signalen_nee": kansen.kernvragen_nee(kans, signalen, 0.9),
            "melder": melder,
            "betrokkene": betrokkene,
        }

    def _trieer(self, moment: datetime, pk: UUID, mens: Mens | None) -> None:
        kans, actor = self.kans, self.meldpunt(moment)
        with self.v.als(actor, moment):
            urgentie, route = Melding.objects.values_list("advies_urgentie", "advies_route").get(pk=pk)
            extra: dict[str, str] = {}
            elders = urgentie in VRIJ_OM_TE_STUREN and kans.random() < VERBLIJFT_ELDERS
            if elders or self.blijft[pk] == "doorgestuurd":
                self._stuur_door(moment, actor, pk)
                return
            if kans.random() < 0.07:
                urgentie, extra = self._anders(urgentie)
            if urgentie == "acuut" and ROUTES[route].extern:
                actions.leg_doorverbinding_vast(
                    actor=actor, melding_id=pk, functie=route, gesproken_met="dienstdoende", overgenomen="ja"
                )
            rij = actions.bevestig_triage(actor=actor, melding_id=pk, urgentie=urgentie, route=route, **extra)
            self.v.aantallen["triages"] += 1
            ruimte = max((rij.deadline_oppakken - moment).total_seconds(), 600.0)
            deel = kans.betavariate(1.4, 3.2) if kans.random() < 0.9 else kans.uniform(1.05, 3.5)
            wanneer = moment + timedelta(seconds=ruimte * deel)
            if ruimte > 10 * 3600 and deel < 1:
                wanneer = min(kansen.kantooruur(kans, wanneer), rij.deadline_oppakken - timedelta(minutes=5))
            if self.blijft[pk] != "oppakken":
                self.v.agenda.plan(max(wanneer, moment), lambda op: self._pak_op(op, pk, mens, rij.team_id))

    def _stuur_door(self, moment: datetime, actor: Actor, pk: UUID) -> None:
        """Somebody stays in another region: the meldpunt there is called, and confirms a day later."""
        actions.stuur_door_buiten_regio(
            actor=actor,
            melding_id=pk,
            gegevens=actions.Doorstuurgegevens(
                naar="Meldpunt van een andere regio (voorbeeld)", gesproken_met="dienstdoende collega daar",
                contact_op=moment, velden=("omschrijving", "betrokkene"), opvang_geregeld=True,
            ),
        )  # fmt: skip
        self.v.aantallen["doorgestuurd"] += 1
        if self.blijft[pk] != "doorgestuurd":
            wanneer = kansen.na_dagen(self.kans, moment, 0.2, 1.5)
            self.v.agenda.plan(wanneer, lambda op: self._bevestig(op, pk))

    def _bevestig(self, moment: datetime, pk: UUID) -> None:
        actor = self.meldpunt(moment)
        with self.v.als(actor, moment):
            actions.beantwoord_doorsturen(
                actor=actor, melding_id=pk, bevestigd=True, door="meldpunt van de andere regio"
            )
            self.v.agenda.plan(
                kansen.na_dagen(self.kans, moment, 0.1, 3), lambda op: self._koppel_terug(op, pk)
            )

    def _anders(self, urgentie: str) -> tuple[str, dict[str, str]]:
        """Somebody knows more than the table: one step up or down, with a reason."""
        volgorde = list(TRIAGE)
        if urgentie not in volgorde:
            return urgentie, {}
        plek = volgorde.index(urgentie)
        anders = volgorde[max(0, min(len(volgorde) - 1, plek + self.kans.choice((-1, 1))))]
        return anders, {
            "afwijking_code": self.kans.choice(("nieuwe_informatie", "steun_aanwezig", "eigen_inschatting")),
            "afwijking_tekst": "Na het gesprek met de melder anders ingeschat.",
        }

    def _pak_op(self, moment: datetime, pk: UUID, mens: Mens | None, team_id: UUID) -> None:
        rol = self.rol_van_team[team_id]
        mensen = self.v.bezetting.mensen.get((self.naam_van_team[team_id], rol))
        actor = self.v.actor(self.kans.choice(mensen), rol) if mensen else self.meldpunt(moment)
        with self.v.als(actor, moment):
            rij = actions.pak_op(actor=actor, melding_id=pk)
            self.v.aantallen["opgepakt"] += 1
            dagen = (0.05, 1.5) if rij.urgentie in ("acuut", "spoed") else (0.2, 8)
            wanneer = kansen.na_dagen(self.kans, moment, *dagen)
            self.v.agenda.plan(wanneer, lambda op: self._handel_af(op, pk, mens, actor))

    def _teamleider(self, pk: UUID) -> Actor:
        """The owner left: the teamleider finishes it."""
        team = Melding.objects.filter(pk=pk).values_list("team", flat=True).first()
        return self.v.actor(
            self.v.bezetting.mensen[(self.naam_van_team[team], "casusregisseur")][0], "casusregisseur"
        )

    def _uitkomst(self, route: str, mens: Mens | None, actor: Actor) -> tuple[str, str]:
        kans = self.kans
        if mens is not None and mens.dossier is not None and kans.random() < 0.85:
            return "toegevoegd_aan_dossier", ""
        if ROUTES[route].extern and actor.rol == "meldpuntmedewerker":
            return "overgedragen_extern", ""
        if mens is None:
            soort = kans.choices(("advies_gegeven", "niet_bereikt", "geen_actie"), (50, 25, 25))[0]
        elif route == "wvggz" and kans.random() < 0.5:
            soort = "verkennend_onderzoek"
        elif route == "regionale_toegang" and kans.random() < 0.5:
            soort = "wmo_melding"
        else:
            soort = kans.choices(
                ("dossier_geopend", "advies_gegeven", "geen_actie", "niet_bereikt"), (62, 22, 11, 5)
            )[0]
        return soort, kans.choice(GEEN_ACTIE) if soort == "geen_actie" else ""

    def _handel_af(self, moment: datetime, pk: UUID, mens: Mens | None, actor: Actor) -> None:
        kans = self.kans
        if actor.medewerker_id in self.v.begeleiden.vertrokken:
            actor = self._teamleider(pk)
        with self.v.als(actor, moment):
            gekozen = Melding.objects.values_list("route", flat=True).get(pk=pk)
            soort, reden = self._uitkomst(gekozen, mens, actor)
            verteld = kans.random() < 0.85
            rij = actions.leg_uitkomst_vast(
                actor=actor,
                melding_id=pk,
                uitkomst=soort,
                reden=reden,
                betrokkene_geinformeerd="ja" if verteld else "nee",
                betrokkene_niet_reden="" if verteld else NIET_VERTELD,
            )
            self.v.aantallen["afgehandeld"] += 1
            if soort == "verkennend_onderzoek" and rij.dossier_id:
                self.v.onderzoeken.plan(moment, rij.dossier_id, actor)
            if rij.dossier_id and mens is not None:
                self.v.begeleiden.begin(moment, mens, rij.dossier, actor)
            kort = (rij.ontvangen_op + timedelta(days=12) - moment).total_seconds() / 86_400
            deel = kans.random()
            if not self.blijft.pop(pk):
                # One in ten is told too late, and one in twenty-five only when somebody looks at the list of gaps.
                dagen = (0.1, max(0.3, kort))
                if deel < 0.10:
                    dagen = (max(1.0, kort + 1), max(2.0, kort) + (12 if deel > 0.04 else 30))
                wanneer = kansen.na_dagen(kans, moment, *dagen)
                self.v.agenda.plan(wanneer, lambda op: self._koppel_terug(op, pk))

    def _koppel_terug(self, moment: datetime, pk: UUID) -> None:
        actor = self.meldpunt(moment)
        with self.v.als(actor, moment):
            kanaal, anoniem = Melding.objects.values_list("kanaal", "melder__anoniem").get(pk=pk)
            if not anoniem:
                wijze = (
                    "systeem"
                    if kanaal == "politie"
                    else self.kans.choice(("telefoon", "telefoon", "email", "brief"))
                )
                actions.koppel_terug(actor=actor, melding_id=pk, wijze=wijze)
                self.v.aantallen["teruggekoppeld"] += 1
        if self.kans.random() < 0.97:
            self._sluit(moment, pk)
        else:
            self.v.agenda.plan(kansen.na_dagen(self.kans, moment, 2, 9), lambda op: self._sluit(op, pk))

    def _sluit(self, moment: datetime, pk: UUID) -> None:
        actor = self.meldpunt(moment)
        with self.v.als(actor, moment):
            if loopt_voor(pk):  # its onderzoek first (Z-06)
                self.v.agenda.plan(kansen.na_dagen(self.kans, moment, 3, 6), lambda op: self._sluit(op, pk))
                return
            actions.sluit_melding(actor=actor, melding_id=pk)
            self.v.aantallen["gesloten"] += 1
