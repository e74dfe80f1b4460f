"""The small world with burgemeesters and who carries out, and the acts of this area in one line each."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sluitend.dossier.tests.conftest import Keten
from sluitend.inwoners.models import Inwoner
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Gebruiker
from sluitend.regio import actions as regioacties
from sluitend.regio.tests.fabriek import WACHTWOORD, Wereld
from sluitend.wvggz import actions
from sluitend.wvggz.models import (
    AanvraagZm,
    Crisisprocedure,
    Klok,
    Maatregel,
    NazorgKeuze,
    VerkennendOnderzoek,
)
from sluitend.wvggz.rules.crisis import CRITERIA as CM_CRITERIA
from sluitend.wvggz.rules.onderzoek import CRITERIA as VO_CRITERIA

# naam, organisatie, team, rol, functies
MENSEN = (
    ("Bob Burgemeester", "zwolle", "Bestuur Zwolle", "burgemeester", []),
    ("Lotte Loco", "zwolle", "Bestuur Zwolle", "burgemeester", ["loco"]),
    ("Wies Wethouder", "zwolle", "Bestuur Zwolle", "bestuurder", ["mandaat_cm"]),
    ("Wout Wethouder", "zwolle", "Bestuur Zwolle", "bestuurder", []),
    ("Vic Veilig", "zwolle", "Veiligheid Zwolle", "adviseur_veiligheid", ["uitvoering_cm"]),
    ("Bente Burgemeester", "kampen", "Bestuur Kampen", "burgemeester", []),
    ("Vera Veilig", "kampen", "Veiligheid Kampen", "adviseur_veiligheid", ["uitvoering_cm"]),
    ("Olga Onderzoek", "ggd", "Onderzoek", "onderzoeker_wvggz", ["mandaat_vo", "teamleider"]),
)
GEMEENTE = {"zwolle": "0193", "kampen": "0166", "ggd": "0193"}


def vul_aan(wereld: Wereld) -> None:
    """Burgemeesters, a wethouder and who carries out, beside the people of the small world."""
    van = datetime(2020, 1, 1, tzinfo=UTC)
    with schrijven(wereld.systeem, stil=True) as eenheid:
        for naam, code, teamnaam, rol, functies in MENSEN:
            organisatie = wereld.organisaties[code]
            if teamnaam not in wereld.teams:
                wereld.teams[teamnaam] = regioacties.voeg_team_toe(
                    organisatie=organisatie, naam=teamnaam, gemeenten=[GEMEENTE[code]]
                )
            medewerker = regioacties.neem_in_dienst(
                organisatie=organisatie,
                naam=naam,
                gebruiker=Gebruiker.objects.create_user(naam.lower().replace(" ", "."), WACHTWOORD),
                telefoon="038-0000002",
            )
            regioacties.geef_rol(
                actor=eenheid.actor,
                medewerker=medewerker,
                rol=rol,
                team=wereld.teams[teamnaam],
                functies=functies,
                van=van,
            )
            wereld.medewerkers[naam], wereld.rollen[naam] = medewerker, rol


class Wvggz(Keten):
    """The small world with the acts of this area in one line each."""

    def melding(self, ontvangen: datetime, relatie: str = "ouder", **velden: Any) -> actions.Meldingfeiten:
        return actions.Meldingfeiten(
            **{
                "id": uuid4(),
                "nummer": f"M-2026-{next(self.teller):06d}",
                "ontvangen_op": ontvangen,
                "relatie": relatie,
                **velden,
            }
        )

    def onderzoek(
        self, ontvangen: datetime, inwoner: Inwoner | None = None, door: str = "Onno Onderzoek", **velden: Any
    ) -> VerkennendOnderzoek:
        return actions.start_onderzoek(
            actor=self.actor(door),
            melding=self.melding(ontvangen, **velden),
            inwoner=inwoner or self.inwoner(),
            gemeente="0193",
        )

    def vul(self, vo: VerkennendOnderzoek, *, contact: bool = True, door: str = "Onno Onderzoek") -> None:
        """Everything a decision needs."""
        wie = self.actor(door)
        for soort, code, antwoord, tekst in (
            ("nadeel", "levensgevaar", "betrokkene", "Eet niet meer."),
            ("vrijwillig", "ambulante zorg", "geprobeerd", "Deed de deur niet open."),
            *(("criterium", criterium, "ja", "Zo is het.") for criterium in VO_CRITERIA),
        ):
            actions.leg_bevinding_vast(
                actor=wie, onderzoek_id=vo.pk, soort=soort, code=code, antwoord=antwoord, tekst=tekst
            )
        actions.raadpleeg_bron(
            actor=wie,
            onderzoek_id=vo.pk,
            bron="huisarts",
            grondslag="Wvggz art. 8:22",
            doel="Beeld van de zorg",
            samenvatting="Geen contact meer.",
            ontvangen_op=vo.ontvangen_op.date(),
        )
        actions.leg_conclusie_vast(
            actor=wie,
            onderzoek_id=vo.pk,
            signalen_stoornis="Verward.",
            conclusie="Er is zorg nodig.",
            vervolgroute="bemoeizorg",
        )
        if contact:
            self.contact(vo.traject.traject.dossier, door)

    def besluit(self, vo: VerkennendOnderzoek, uitkomst: str = "geen", door: str = "Olga Onderzoek") -> Any:
        return actions.besluit_onderzoek(
            actor=self.actor(door), onderzoek_id=vo.pk, uitkomst=uitkomst, motivering="Zie het onderzoek."
        )

    def procedure(
        self,
        *,
        door: str = "Vic Veilig",
        gemeente: str = "0193",
        inwoner: Inwoner | None = None,
        **velden: Any,
    ) -> Crisisprocedure:
        return actions.start_procedure(
            actor=self.actor(door),
            inwoner_id=(inwoner or self.inwoner()).pk,
            gemeente=gemeente,
            plaats="Voorbeeldstraat",
            **velden,
        )

    def klaar(
        self,
        rij: Crisisprocedure,
        op: datetime,
        *,
        door: str = "Bob Burgemeester",
        uitvoering: str = "Vic Veilig",
    ) -> None:
        """Everything the burgemeester needs before signing."""
        actions.leg_verklaring_vast(
            actor=self.actor(uitvoering),
            procedure_id=rij.pk,
            psychiater="Psychiater Voorbeeld",
            conclusie="Onmiddellijk gevaar.",
            vormen=["a", "d", "j"],
            ontvangen_op=op,
        )
        actions.leg_horen_vast(
            actor=self.actor(door),
            procedure_id=rij.pk,
            horen=actions.Horen(
                True, door="Bob Burgemeester", wijze="telefoon", op=op, zienswijze="Wil naar huis."
            ),
        )
        for criterium in CM_CRITERIA:
            actions.beantwoord_criterium(
                actor=self.actor(door),
                procedure_id=rij.pk,
                criterium=criterium,
                ja=True,
                toelichting="Ja, want.",
            )
        actions.kies_vormen(actor=self.actor(door), procedure_id=rij.pk, vormen=["a", "j"])

    def neem(
        self, rij: Crisisprocedure, door: str = "Bob Burgemeester", plaats: str = "0193", **velden: Any
    ) -> Any:
        return actions.neem_crisismaatregel(
            actor=self.actor(door),
            procedure_id=rij.pk,
            plaats_nu=plaats,
            **{"khonraad_nummer": f"KH-{rij.pk.hex[:8]}", **velden},
        )

    def genomen(self, op: datetime, **velden: Any) -> tuple[Crisisprocedure, Maatregel]:
        """A crisismaatregel that was just taken."""
        rij = self.procedure(**velden)
        self.klaar(rij, op)
        besluit = self.neem(rij)
        return self.vers(rij), self.lees(lambda: Maatregel.objects.get(besluit=besluit))

    # --- looking ---
    def klok_van(self, onderwerp: str, regel: str) -> Klok:
        return self.lees(
            lambda: Klok.objects.filter(onderwerp=onderwerp, regel=regel, vervallen_op__isnull=True).latest(
                "id"
            )
        )

    def nazorg(self, **filters: Any) -> list[NazorgKeuze]:
        return self.lees(lambda: list(NazorgKeuze.objects.filter(**filters).order_by("pk")))

    def waak(self) -> int:
        return actions.waak(actor=self.wereld.systeem)

    def laatste_dag(self, onderwerp: str, regel: str) -> date | None:
        return self.klok_van(onderwerp, regel).laatste_dag


def richt_in(wereld: Wereld) -> dict[str, Any]:
    """One of each: an onderzoek that runs, one that was decided, a crisis that waits and one that was taken."""
    vul_aan(wereld)
    w = Wvggz(wereld)
    nu = timezone.now()
    lopend = w.onderzoek(nu - timedelta(days=3))
    w.vul(lopend)
    besloten = w.onderzoek(nu - timedelta(days=5), relatie="ouder")
    w.vul(besloten)
    w.besluit(besloten, "aanvraag")
    wacht = w.procedure(tvz=actions.Tvzgegevens(nu - timedelta(hours=2), "politie"))
    genomen, maatregel = w.genomen(nu)
    with schrijven(wereld.systeem, stil=True):
        aanvraag = AanvraagZm.objects.get(onderzoek=besloten)
        keuze = NazorgKeuze.objects.get(maatregel=maatregel)
    return {
        "onderzoek": lopend.pk,
        "besloten": besloten.pk,
        "aanvraag": aanvraag.pk,
        "crisis": wacht.pk,
        "genomen": genomen.pk,
        "keuze": keuze.pk,
        "betrokkene": wacht.inwoner_id,
        "regisseur": keuze.dossier.casusregisseur_id,
    }
