"""Addresses of the Wvggz tasks."""

from django.urls import URLPattern, path

from sluitend.wvggz.views import crisis, nazorg, onderzoeken, termijnen

VO, A, C = "onderzoeken/<uuid:onderzoek_id>", "aanvraag/<uuid:aanvraag_id>", "crisis/<uuid:procedure_id>"

urlpatterns: list[URLPattern] = [
    path("onderzoeken", onderzoeken.Onderzoeken.as_view(), name="onderzoeken"),
    path(VO, onderzoeken.Onderzoek.as_view(), name="onderzoek"),
    path(f"{VO}/nadeel", onderzoeken.Nadeel.as_view(), name="onderzoek_nadeel"),
    path(f"{VO}/vrijwillig", onderzoeken.Vrijwillig.as_view(), name="onderzoek_vrijwillig"),
    path(f"{VO}/criterium/<slug:criterium>", onderzoeken.Criterium.as_view(), name="onderzoek_criterium"),
    path(f"{VO}/bron", onderzoeken.Bron.as_view(), name="onderzoek_bron"),
    path(f"{VO}/conclusie", onderzoeken.Conclusie.as_view(), name="onderzoek_conclusie"),
    path(f"{VO}/besluiten", onderzoeken.Besluiten.as_view(), name="onderzoek_besluiten"),
    path(f"{VO}/stoppen", onderzoeken.Stoppen.as_view(), name="onderzoek_stoppen"),
    path(f"{VO}/terugkoppelen", onderzoeken.Terugkoppelen.as_view(), name="onderzoek_terugkoppelen"),
    path(f"{VO}/handhaven", onderzoeken.Handhaven.as_view(), name="onderzoek_handhaven"),
    path(f"{VO}/sluiten", onderzoeken.Sluiten.as_view(), name="onderzoek_sluiten"),
    path(f"{VO}/{A}/verzenden", onderzoeken.Verzenden.as_view(), name="aanvraag_verzenden"),
    path(f"{VO}/{A}/mededeling", onderzoeken.Mededeling.as_view(), name="aanvraag_mededeling"),
    path(f"{VO}/{A}/eigen-plan", onderzoeken.EigenPlan.as_view(), name="aanvraag_eigen_plan"),
    path(
        f"{VO}/{A}/eigen-plan/klaar", onderzoeken.EigenPlanKlaar.as_view(), name="aanvraag_eigen_plan_klaar"
    ),
    path(f"{VO}/{A}/officier", onderzoeken.Officier.as_view(), name="aanvraag_officier"),
    path(f"{VO}/{A}/rechter", onderzoeken.Rechter.as_view(), name="aanvraag_rechter"),
    path("crisis", crisis.Overzicht.as_view(), name="crisisoverzicht"),
    path("inwoners/<uuid:inwoner_id>/crisis", crisis.Starten.as_view(), name="crisis_starten"),
    path(C, crisis.Procedure.as_view(), name="crisis"),
    path(f"{C}/stap/<slug:stap>", crisis.stap, name="crisis_stap"),
    path(f"{C}/vraag/<slug:criterium>", crisis.Vraag.as_view(), name="crisis_vraag"),
    path(f"{C}/poging", crisis.Poging.as_view(), name="crisis_poging"),
    path(f"{C}/geen", crisis.NietNemen.as_view(), name="crisis_geen"),
    path(f"{C}/advocaat", crisis.Advocaat.as_view(), name="crisis_advocaat"),
    path(f"{C}/uitvoering", crisis.Uitvoering.as_view(), name="crisis_uitvoering"),
    path(f"{C}/afschriften", crisis.Afschriften.as_view(), name="crisis_afschriften"),
    path(f"{C}/pvp", crisis.Pvp.as_view(), name="crisis_pvp"),
    path(f"{C}/voortzetting", crisis.Voortzetting.as_view(), name="crisis_voortzetting"),
    path(
        f"{C}/voortzetting/besluit", crisis.VoortzettingBesluit.as_view(), name="crisis_voortzetting_besluit"
    ),
    path(f"{C}/einde", crisis.Einde.as_view(), name="crisis_einde"),
    path("nazorg", nazorg.Nazorg.as_view(), name="nazorg"),
    path("nazorg/<uuid:keuze_id>/kiezen", nazorg.Kiezen.as_view(), name="nazorg_kiezen"),
    path("nazorg/<uuid:keuze_id>/aanvaarden", nazorg.Aanvaarden.as_view(), name="nazorg_aanvaarden"),
    path("termijnen", termijnen.Narekenen.as_view(), name="termijnen"),
]
