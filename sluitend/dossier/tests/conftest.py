"""What the tests of this area share: fictive residents, dossiers, signed-in visitors and a clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from sluitend.dossier import actions, gaten
from sluitend.dossier.actions.overdracht import Aanbieding
from sluitend.dossier.actions.plan import begin_plan
from sluitend.dossier.models import Dossier, Gat, Overdracht, Plan, Regieperiode, Taak
from sluitend.dossier.rules.overdracht_soorten import SOORTEN
from sluitend.inwoners.actions import registreer_inwoner
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.inwoners.models import Inwoner
from sluitend.platform.eenheid import lezen, schrijven
from sluitend.platform.models import Gebeurtenis, Inzage
from sluitend.platform.sporen import controleer
from sluitend.regio.tests.fabriek import Wereld

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def lokaal(jaar: int, maand: int, dag: int, uur: int = 0, minuut: int = 0) -> datetime:
    """An instant as the clock on the wall says it."""
    return datetime(jaar, maand, dag, uur, minuut, tzinfo=AMSTERDAM)


@dataclass
class Keten:
    """The small world with the acts of this area in one line each."""

    wereld: Wereld
    teller: Any = field(default_factory=lambda: count(1))

    def actor(self, naam: str, rol: str | None = None) -> Any:
        return self.wereld.actor(naam, rol)

    def inwoner(self, **velden: Any) -> Inwoner:
        n = next(self.teller)
        gegevens = Inwonergegevens(
            **{
                "geslachtsnaam": f"Voorbeeld{n}",
                "voornamen": "Vera",
                "geboortedatum": date(1984, 5, 2),
                **velden,
            }
        )
        return registreer_inwoner(actor=self.actor("Mila Meldpunt"), gegevens=gegevens)

    def dossier(self, door: str = "Zara Zwolle", gemeente: str = "0193", **opties: Any) -> Dossier:
        """Open for a new resident; the opener with the role becomes regisseur."""
        inwoner = opties.pop("inwoner", None) or self.inwoner()
        return actions.open_dossier(
            actor=self.actor(door), inwoner=inwoner, gemeente=gemeente, **opties
        ).dossier

    def aanbieding(
        self, soort: str = "lokaal_regionaal", team: str = "Bemoeizorg", **velden: Any
    ) -> Aanbieding:
        inhoud = dict.fromkeys(SOORTEN[soort].inhoud, ("ingevuld", False, ""))
        return Aanbieding(
            **{
                "soort": soort,
                "naar_team": self.wereld.teams[team],
                "reden": "Meer nodig",
                "inhoud": inhoud,
                **velden,
            }
        )

    def verzend(self, dossier: Dossier, door: str = "Zara Zwolle", **velden: Any) -> Overdracht:
        return actions.verzend_overdracht(
            actor=self.actor(door), dossier_id=dossier.pk, aanbieding=self.aanbieding(**velden)
        )

    def aanvaard(self, overdracht: Overdracht, door: str = "Bea Bemoei", **velden: Any) -> Overdracht:
        dag = timezone.localdate() + timedelta(days=2)
        return actions.aanvaard_overdracht(
            actor=self.actor(door),
            overdracht_id=overdracht.pk,
            **{"eerste_contact": dag, "warm_niet_reden": "wij belden", **velden},
        )

    def contact(self, dossier: Dossier, door: str = "Zara Zwolle", **velden: Any) -> Any:
        return actions.leg_contact_vast(
            actor=self.actor(door),
            dossier_id=dossier.pk,
            **{
                "met": "inwoner",
                "wijze": "thuis",
                "resultaat": "gesproken",
                "gebeurd_op": timezone.now(),
                **velden,
            },
        )

    def plan(self, dossier: Dossier, door: str = "Zara Zwolle", **opties: Any) -> Plan:
        """A plan with one goal and one action, fixed."""
        wie = self.actor(door)
        plan = begin_plan(actor=wie, dossier_id=dossier.pk)
        doel = actions.voeg_doel_toe(
            actor=wie, plan_id=plan.pk, leefgebied="wonen", doel="Ik slaap weer thuis"
        )
        actions.voeg_actie_toe(
            actor=wie,
            doel_id=doel.pk,
            wat="Huis opruimen",
            domein="wonen",
            organisatie=self.wereld.organisaties["corporatie"],
            start=timezone.localdate(),
        )
        actions.schrijf_eigen_woorden(actor=wie, plan_id=plan.pk, tekst="Ik wil rust.", akkoord="akkoord")
        return actions.stel_plan_vast(actor=wie, plan_id=plan.pk, **opties)

    # --- looking ---
    def lees(self, functie: Callable[[], Any], nu: datetime | None = None) -> Any:
        with lezen(self.wereld.systeem, nu=nu):
            return functie()

    def vers(self, rij: Any) -> Any:
        """The row as it is now, with what hangs on it."""
        verder = {Dossier: ["casusregisseur", "verantwoordelijke_gemeente"], Overdracht: ["dossier"]}
        soort = type(rij)
        return self.lees(lambda: soort.objects.select_related(*verder.get(soort, [])).get(pk=rij.pk))

    def perioden(self, dossier: Dossier, rol: str = "casusregie") -> list[Regieperiode]:
        return self.lees(
            lambda: list(
                Regieperiode.objects.filter(dossier=dossier, rol=rol)
                .select_related("medewerker", "gemeente")
                .order_by("van", "pk")
            )
        )

    def taken(self, dossier: Dossier | None = None, **filters: Any) -> list[Taak]:
        if dossier is not None:
            filters["dossier"] = dossier
        return self.lees(
            lambda: list(
                Taak.objects.filter(**filters)
                .select_related("eigenaar_medewerker", "eigenaar_team")
                .order_by("pk")
            )
        )

    def gaten(self, code: str, dossier: Dossier | None = None) -> list[Gat]:
        extra = {"dossier": dossier} if dossier is not None else {}
        return self.lees(lambda: list(Gat.objects.filter(code=code, **extra).order_by("klok_start", "pk")))

    def gebeurd(self, soort: str, dossier: Dossier | None = None) -> list[Gebeurtenis]:
        extra = {"dossier": dossier.pk} if dossier is not None else {}
        return self.lees(
            lambda: list(Gebeurtenis.objects.filter(soort=f"dossier.{soort}", **extra).order_by("volgnr"))
        )

    def inzage(self, **filters: Any) -> list[Inzage]:
        return self.lees(lambda: list(Inzage.objects.filter(**filters).order_by("tijd", "pk")))

    def klopt(self, nu: datetime | None = None) -> None:
        """After whatever happened: the live gaps equal a rebuild, the pointers equal the periods, the log verifies."""
        with schrijven(self.wereld.systeem, nu=nu, stil=True):
            anders = {code: n for code, n in gaten.herbouw().items() if n}
            assert not anders, f"herbouw vindt andere gaten: {anders}"
            for dossier in Dossier.objects.exclude(status="gesloten"):
                open_ = dict(
                    Regieperiode.objects.filter(dossier=dossier, tot__isnull=True)
                    .exclude(rol="verantwoordelijke_gemeente")
                    .values_list("rol", "medewerker_id")
                )
                assert open_["casusregie"] == dossier.casusregisseur_id
        assert not controleer(self.wereld.regio)[1]


@pytest.fixture
def keten(wereld: Wereld) -> Keten:
    return Keten(wereld)


Aanmelden = Callable[..., Client]


@pytest.fixture
def als(wereld: Wereld) -> Aanmelden:
    """`als("Zara Zwolle")`: a browser of somebody signed in, in one role."""

    def aanmelden(naam: str, rol: str | None = None) -> Client:
        medewerker = wereld.medewerkers[naam]
        client = Client(raise_request_exception=True)
        client.force_login(medewerker.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        sessie = client.session
        sessie["sluitend_keuze"] = {"regio": medewerker.regio_id, "rol": rol or wereld.rollen[naam]}
        sessie.save()
        return client

    return aanmelden


@pytest.fixture
def klok(time_machine: Any) -> Callable[..., None]:
    """`klok(2026, 12, 23, 10)`: it is that moment, on the wall."""

    def zet(*delen: int) -> None:
        time_machine.move_to(lokaal(*delen), tick=False)

    return zet
