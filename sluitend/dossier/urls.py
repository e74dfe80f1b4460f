"""Addresses of the dossier."""

from django.urls import URLPattern, path

from sluitend.dossier.views import dossiers, gaten, mensen, overdrachten, plan, start, werk

D, T, O = "dossiers/<uuid:dossier_id>", "werkvoorraad/<uuid:taak_id>", "overdrachten/<uuid:overdracht_id>"  # noqa: E741

urlpatterns: list[URLPattern] = [
    path("", start.Vandaag.as_view(), name="vandaag"),
    path("werkvoorraad", werk.Werkvoorraad.as_view(), name="werkvoorraad"),
    path("werkvoorraad/tellingen", werk.Tellingen.as_view(), name="werktellingen"),
    path("werkvoorraad/toewijzen", werk.Toewijzen.as_view(), name="toewijzen"),
    path(T, werk.Taak.as_view(), name="taak"),
    path(f"{T}/afronden", werk.Afronden.as_view(), name="taak_afronden"),
    path(f"{T}/wachten", werk.Wachten.as_view(), name="taak_wachten"),
    path(f"{T}/verder", werk.Hervatten.as_view(), name="taak_hervatten"),
    path(f"{T}/overdragen", werk.Overdragen.as_view(), name="taak_overdragen"),
    path("dossiers", dossiers.Dossiers.as_view(), name="dossiers"),
    path("inwoners/<uuid:inwoner_id>/dossier", dossiers.Openen.as_view(), name="dossier_openen"),
    path(D, dossiers.Dossier.as_view(), name="dossier"),
    path(f"{D}/regie", dossiers.Regie.as_view(), name="regie"),
    path(f"{D}/tijdlijn", dossiers.Tijdlijn.as_view(), name="tijdlijn"),
    path(f"{D}/contact", dossiers.ContactVastleggen.as_view(), name="contact_vastleggen"),
    path(f"{D}/taak", dossiers.TaakMaken.as_view(), name="taak_maken"),
    path(f"{D}/traject", dossiers.TrajectOpenen.as_view(), name="traject_openen"),
    path(f"{D}/traject/<uuid:traject_id>/sluiten", dossiers.TrajectSluiten.as_view(), name="traject_sluiten"),
    path(f"{D}/sluiten", dossiers.Sluiten.as_view(), name="dossier_sluiten"),
    path(f"{D}/overdragen", overdrachten.Versturen.as_view(), name="overdracht_versturen"),
    path(f"{D}/plan", plan.Plan.as_view(), name="plan"),
    path(f"{D}/plan/beginnen", plan.Beginnen.as_view(), name="plan_beginnen"),
    path(f"{D}/plan/<uuid:plan_id>/eigen-woorden", plan.EigenWoorden.as_view(), name="eigen_woorden"),
    path(f"{D}/plan/<uuid:plan_id>/doel", plan.DoelToevoegen.as_view(), name="doel_toevoegen"),
    path(f"{D}/plan/doel/<uuid:doel_id>/actie", plan.ActieToevoegen.as_view(), name="actie_toevoegen"),
    path(f"{D}/plan/<uuid:plan_id>/vaststellen", plan.Vaststellen.as_view(), name="plan_vaststellen"),
    path(f"{D}/plan/<uuid:plan_id>/evalueren", plan.Evalueren.as_view(), name="plan_evalueren"),
    path("overdrachten", overdrachten.Overdrachten.as_view(), name="overdrachten"),
    path(O, overdrachten.Overdracht.as_view(), name="overdracht"),
    path(f"{O}/aanvaarden", overdrachten.Aanvaarden.as_view(), name="overdracht_aanvaarden"),
    path(f"{O}/weigeren", overdrachten.Weigeren.as_view(), name="overdracht_weigeren"),
    path(f"{O}/vraag", overdrachten.Vragen.as_view(), name="overdracht_vraag"),
    path(f"{O}/antwoord", overdrachten.Beantwoorden.as_view(), name="overdracht_antwoord"),
    path(f"{O}/intrekken", overdrachten.Intrekken.as_view(), name="overdracht_intrekken"),
    path("gaten", gaten.Gaten.as_view(), name="gaten"),
    path("gaten/cijfers", gaten.Gatcijfers.as_view(), name="gatcijfers"),
    path("afwezigheid", mensen.Afwezigheid.as_view(), name="afwezigheid"),
    path("afwezigheid/melden", mensen.Melden.as_view(), name="afwezig_melden"),
    path("afwezigheid/vervanger", mensen.VervangerVragen.as_view(), name="vervanger_vragen"),
    path("afwezigheid/<uuid:afwezigheid_id>/terug", mensen.Terug.as_view(), name="afwezig_terug"),
    path("vervanging/<uuid:vervanging_id>", mensen.Antwoorden.as_view(), name="vervanging_antwoord"),
    path("medewerkers", mensen.Medewerkers.as_view(), name="medewerkers"),
    path("medewerkers/<uuid:medewerker_id>/vertrek", mensen.Vertrek.as_view(), name="vertrek"),
]
