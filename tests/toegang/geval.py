"""One case of each kind to knock on: its own address for every object that a page may ask for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from sluitend.dossier import actions as dossier
from sluitend.dossier.actions.overdracht import Aanbieding
from sluitend.dossier.actions.taken import Stap
from sluitend.dossier.models import Afwezigheid, Regieperiode, Taak, Vervanging
from sluitend.dossier.rules.overdracht_soorten import SOORTEN
from sluitend.inwoners.actions import registreer_inwoner
from sluitend.inwoners.gegevens import Inwonergegevens
from sluitend.inwoners.models import Naaste
from sluitend.meldpunt import actions as meldpunt
from sluitend.meldpunt.models import Beslistabel
from sluitend.meldpunt.rules.gegevens import lees_tekst
from sluitend.platform.actor import systeem
from sluitend.platform.eenheid import schrijven
from sluitend.platform.models import Gebruiker
from sluitend.regio import actions as regio
from sluitend.regio.models import Team
from sluitend.regio.tests.fabriek import WACHTWOORD, Wereld
from sluitend.wvggz.models import AanvraagZm, Crisisprocedure, NazorgKeuze, VerkennendOnderzoek, WvggzTraject

# Roles that the small world lacks, and where they sit.
ERBIJ = {
    "burgemeester": "zwolle",
    "bestuurder": "zwolle",
    "adviseur_veiligheid": "zwolle",
    "beleidsmedewerker": "bestuur",
    "contractmanager": "bestuur",
    "financieel_adviseur": "bestuur",
    "gedragsdeskundige": "ggd",
    "spoedpoli": "zorg",
    "inwoner": "bestuur",
    "naaste": "bestuur",
}


def voeg_rollen_toe(wereld: Wereld) -> dict[str, str]:
    """Everybody of the region by role: role → account. The first of a role stands for all."""
    accounts: dict[str, str] = {}
    for naam, rol in wereld.rollen.items():
        if wereld.medewerkers[naam].regio_id == wereld.regio.pk:
            accounts.setdefault(rol, naam)
    with schrijven(wereld.systeem, stil=True) as eenheid:
        for rol, code in ERBIJ.items():
            naam = f"Roos {rol.replace('_', ' ').title()}"
            gebruiker = Gebruiker.objects.create_user(f"roos.{rol}", WACHTWOORD)
            medewerker = regio.neem_in_dienst(
                organisatie=wereld.organisaties[code], naam=naam, gebruiker=gebruiker
            )
            regio.geef_rol(actor=eenheid.actor, medewerker=medewerker, rol=rol)
            wereld.medewerkers[naam], wereld.rollen[naam] = medewerker, rol
            accounts[rol] = naam
    with schrijven(systeem(wereld.ander), stil=True):
        regio.vervul_functie(functie="lokaal_team", gemeente="0106", team=wereld.teams["Lokaal team Assen"])
        regio.vervul_functie(
            functie="meldpunt", team=Team.objects.get(organisatie__code="ggd-drenthe", naam="Meldpunt")
        )
    accounts["casusregisseur"] = "Zara Zwolle"
    return accounts


@dataclass(frozen=True)
class Geval:
    """The ids of one case; made up ones where the case has no such object."""

    ids: dict[str, Any]

    def adres(self, patroon: str) -> str:
        """A pattern of the URLconf with the ids of this case filled in."""
        delen = []
        for deel in patroon.split("/"):
            if deel.startswith("<"):
                naam = deel.strip("<>").split(":")[1]
                deel = str(self.ids.get(naam) or uuid4())
            delen.append(deel)
        return "/" + "/".join(delen)


def maak_geval(
    wereld: Wereld, melder: str, regisseur: str, gemeente: str, anders: str | None
) -> dict[str, Any]:
    """A melding, a resident with a naaste, and a dossier with everything in it, led by `regisseur`."""
    mila, leider = wereld.actor(melder), wereld.actor(regisseur)
    inwoner = registreer_inwoner(
        actor=mila,
        gegevens=Inwonergegevens(
            geslachtsnaam=f"Voorbeeld{gemeente}", voornamen="Vera", geboortedatum=date(1984, 5, 2)
        ),
    )
    ontvangst = meldpunt.neem_melding_aan(
        actor=mila,
        inwoner=inwoner,
        melding={
            "kanaal": "telefoon",
            "omschrijving": "Zorgen om de buurvrouw.",
            "signalen": ["verward_gedrag"],
            "melder": {"soort": "buur", "naam": "Bas Buurman", "telefoon": "0380000002"},
            "betrokkene": {"naam": inwoner.geslachtsnaam, "verblijft_in": gemeente},
        },
    )
    open_ = dossier.open_dossier(actor=leider, inwoner=inwoner, gemeente=gemeente).dossier
    vandaag = timezone.localdate()
    traject = dossier.open_traject(
        actor=leider,
        dossier_id=open_.pk,
        soort="naastensteun",
        stap=Stap(
            "Bel de moeder", vandaag + timedelta(days=3), eigenaar_medewerker=wereld.medewerkers[regisseur]
        ),
    )
    plan = dossier.begin_plan(actor=leider, dossier_id=open_.pk)
    doel = dossier.voeg_doel_toe(
        actor=leider, plan_id=plan.pk, leefgebied="wonen", doel="Ik wil rust in huis."
    )
    ids = {
        "melding": ontvangst.melding.pk,
        "inwoner": inwoner.pk,
        "dossier_id": open_.pk,
        "traject_id": traject.pk,
        "plan_id": plan.pk,
        "doel_id": doel.pk,
        "medewerker_id": wereld.medewerkers[regisseur].pk,
        "inwoner_id": inwoner.pk,
    }
    begin = timezone.now() + timedelta(hours=9 if melder == "Max Meldpunt" else 0)
    dienst = meldpunt.plan_dienst(
        actor=mila,
        begin=begin,
        einde=begin + timedelta(hours=8),
        dienstleider_id=wereld.medewerkers[melder].pk,
    )
    if melder == "Mila Meldpunt":
        meldpunt.begin_dienst(actor=mila, dienst_id=dienst.pk)
    ids["dienst"] = dienst.pk
    met_recht = systeem(leider_regio(wereld, regisseur))
    ids["piket"] = meldpunt.plan_piket(
        actor=met_recht,
        functie="achterwacht",
        gemeenten=[gemeente],
        van=begin,
        tot=begin + timedelta(hours=8),
        naam="A. Wacht",
        telefoon="038-0000140",
    ).pk
    ids["kaart"] = meldpunt.zet_kaart(
        actor=met_recht,
        functie="ontmoeting",
        gemeente=gemeente,
        naam="Inloop",
        publiek=True,
        telefoon="1",
        van=vandaag,
    ).pk
    if anders:
        overdracht = dossier.verzend_overdracht(
            actor=leider,
            dossier_id=open_.pk,
            aanbieding=Aanbieding(
                "lokaal_regionaal",
                wereld.teams[anders],
                "Meer nodig",
                dict.fromkeys(SOORTEN["lokaal_regionaal"].inhoud, ("ingevuld", False, "")),
            ),
        )
        ids["overdracht_id"] = overdracht.pk
    with schrijven(systeem(leider_regio(wereld, regisseur)), stil=True):
        ids["beslistabel"] = Beslistabel.objects.create(
            regio_id=leider.regio_id,
            naam="triage-voorbeeld",
            tabel_versie=int(gemeente),
            regels=lees_tekst("triage-standaard-1.csv"),
            opgesteld_door_id=leider.medewerker_id,
        ).pk
        ids["naaste"] = Naaste.objects.create(
            regio_id=leider.regio_id, inwoner=inwoner, naam="Mien Moeder", relatie="ouder"
        ).pk
        afwezig = Afwezigheid.objects.create(
            regio_id=leider.regio_id,
            medewerker_id=leider.medewerker_id,
            van=vandaag + timedelta(days=30),
            tot=vandaag + timedelta(days=40),
        )
        ids["afwezigheid_id"] = afwezig.pk
        ids["taak_id"] = (
            Taak.objects.filter(dossier=open_, eigenaar_medewerker=leider.medewerker_id).first().pk
        )
        ids |= wvggz_rijen(leider, inwoner, traject, gemeente)
        assert Regieperiode.objects.filter(dossier=open_, tot__isnull=True).count() == 2
        assert not Vervanging.objects.exists()
    return ids


def wvggz_rijen(leider: Any, inwoner: Any, traject: Any, gemeente: str) -> dict[str, Any]:
    """A Wvggz traject with an onderzoek, an aanvraag, a crisis procedure and a choice of aftercare."""
    nu = timezone.now()
    deel = {"regio_id": leider.regio_id}
    team = Team.objects.filter(pk__in=leider.team_ids).first()
    baan = WvggzTraject.objects.create(**deel, traject=traject, inwoner=inwoner, gemeente_id=gemeente)
    onderzoek = VerkennendOnderzoek.objects.create(
        **deel, traject=baan, inwoner=inwoner, gemeente_id=gemeente, team=team, onderzoeker_id=leider.medewerker_id,
        ontvangen_op=nu, intern_doel=nu.date(), geregistreerd_op=nu,
    )  # fmt: skip
    aanvraag = AanvraagZm.objects.create(
        **deel, traject=baan, onderzoek=onderzoek, grond="positief_vo", geregistreerd_op=nu
    )
    procedure = Crisisprocedure.objects.create(
        **deel, traject=baan, inwoner=inwoner, gemeente_id=gemeente, plaats="Voorbeeldstraat", gestart_op=nu,
        geregistreerd_op=nu,
    )  # fmt: skip
    keuze = NazorgKeuze.objects.create(
        **deel, traject=baan, dossier=traject.dossier, bron_einde="vo:geen", onderwerp=onderzoek.naam, uiterlijk=nu,
        geopend_op=nu,
    )  # fmt: skip
    return {
        "onderzoek_id": onderzoek.pk,
        "aanvraag_id": aanvraag.pk,
        "procedure_id": procedure.pk,
        "keuze_id": keuze.pk,
        "criterium": "verzet",
        "stap": "waar",
    }


def leider_regio(wereld: Wereld, naam: str):
    """The region somebody works in."""
    return wereld.regio if wereld.medewerkers[naam].regio_id == wereld.regio.pk else wereld.ander


def pk_voor(naam: str, ids: dict[str, Any]) -> dict[str, Any]:
    """What `<uuid:pk>` and the like mean on this page."""
    if naam == "onderzoek_criterium":
        return {**ids, "criterium": "evenredig"}
    if naam.startswith("melding"):
        return {**ids, "pk": ids["melding"], "daad": "uitkomst", "kandidaat": uuid4()}
    if naam.startswith("dienst"):
        return {**ids, "pk": ids["dienst"], "taak_id": uuid4()}
    if naam.startswith("beslistabel"):
        return {**ids, "pk": ids["beslistabel"], "nr": 16, "daad": "gevolgen"}
    if naam.startswith(("piket", "contactkaart")):
        return {**ids, "pk": ids["piket" if naam.startswith("piket") else "kaart"]}
    if naam.startswith("samenvoeging"):
        return {**ids, "pk": uuid4()}
    return {**ids, "pk": ids["inwoner"], "een": ids["inwoner"], "ander": uuid4()}


__all__ = ["Geval", "maak_geval", "pk_voor", "voeg_rollen_toe"]
