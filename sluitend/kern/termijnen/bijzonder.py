"""Ways of counting that are more than adding up: two clocks at once, suspension, amounts, look-back windows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sluitend.kern import kalender
from sluitend.kern.fouten import OngeldigeInvoer
from sluitend.kern.kalender import datum_tekst, moment_tekst
from sluitend.kern.termijnen.rekenen import Blad, Uitkomst, als_dag, iwmo, tel


def vo(blad: Blad) -> Uitkomst:
    """Verkennend onderzoek (W04) with an internal goal: the last working day that is not after the raw end (X9)."""
    uitkomst = tel(blad)
    ruw = als_dag(uitkomst.ruw)
    doel = kalender.werkdag_voor(ruw, blad.aantal("vo_marge"))
    return Uitkomst(uitkomst.einde, ruw, {"intern_doel": doel})


def zm_duur(blad: Blad) -> Uitkomst:
    """Zorgmachtiging up to and including the same day number (T13, W27), within the maximum of its kind (W26)."""
    maanden, soort = blad.getal("maanden") or 0, blad.tekst("soort")
    code = f"zm_maanden_{(soort or 'na-vijf-jaar').replace('-', '_')}"
    hoogste = blad.aantal(code)
    if not 1 <= maanden <= hoogste:
        welke = f"Een zorgmachtiging ({soort})" if soort else "Een zorgmachtiging"
        tekst = f"{welke} duurt 1 tot en met {hoogste} maanden, niet {maanden}."
        raise OngeldigeInvoer("zm-duur", tekst, "Wvggz art. 6:5 (recht:W26)", fouten={"maanden": tekst})
    if soort is None and maanden > blad.aantal("zm_maanden_eerste"):
        blad.waarschuwingen.append(
            "Meer dan 6 maanden kan alleen aansluitend op een zorgmachtiging, meer dan 12 alleen na ten minste "
            "5 jaar onafgebroken verplichte zorg."
        )
    einde = kalender.plus_maanden(blad.dag0, maanden)
    blad.stap(f"{blad.aantal_tekst(maanden, 'maand')} later, tot en met {datum_tekst(einde)}.")
    blad.meld_niet_geschoven(einde)
    return Uitkomst(einde, einde)


def tvz(blad: Blad) -> Uitkomst:
    """The earlier of 18 hours after the start of TVZ and 12 hours after the psychiatrist began (W50)."""
    einde = kalender.plus_uren(blad.moment0, n := blad.aantal("tvz_totaal_uren"))
    blad.stap(f"{n} uur na de start: {moment_tekst(einde)}.")
    bepalend = "totaal"
    if onderzoek := blad.moment("start_onderzoek"):
        tweede = kalender.plus_uren(onderzoek, n := blad.aantal("tvz_onderzoek_uren"))
        blad.stap(
            f"{n} uur na het begin van het onderzoek ({moment_tekst(onderzoek)}): {moment_tekst(tweede)}."
        )
        if kalender.verstreken(tweede, einde) > timedelta(0):
            einde, bepalend = tweede, "onderzoek"
    else:
        blad.waarschuwingen.append(
            "Het begin van het onderzoek door de psychiater is niet bekend; daarna kan de termijn korter worden."
        )
    if kalender.verstreken(blad.moment0, einde) <= timedelta(0):
        blad.waarschuwingen.append(
            "De termijn was al voorbij toen de tijdelijk verplichte zorg begon: controleer de tijden."
        )
    blad.stap(f"Het vroegste tijdstip geldt: {moment_tekst(einde)}. Verlengen kan niet.")
    return Uitkomst(einde, einde, {"bepalend": bepalend})


def cm_geldigheid(blad: Blad) -> Uitkomst:
    """Two ends of a crisismaatregel, because the law leaves the counting open (W34, W35); no Atw shift (T09)."""
    veilig = blad.dag0 + timedelta(days=blad.aantal("cm_veilig_dagen"))
    uiterst = blad.dag0 + timedelta(days=blad.aantal("cm_uiterst_dagen"))
    blad.stap(f"Veilig einde, de dag van de beslissing telt mee: {datum_tekst(veilig)} 23:59.")
    blad.stap(f"Uiterste einde, de dag van de beslissing telt niet mee: {datum_tekst(uiterst)} 23:59.")
    keuze = blad.tekst("cm_einde_keuze") or "veilig"
    einde = ruw = veilig if keuze == "veilig" else uiterst
    if keuze == "uiterst_met_atw":
        einde = kalender.werkdag_na(uiterst, 0)
        blad.jaren.update({uiterst.year, einde.year})
        blad.stap(f"Keuze van de regio: het einde schuift door naar {datum_tekst(einde)}.")
    else:
        blad.meld_niet_geschoven(einde)
    blad.waarschuwingen.append(
        "De wet laat open hoe de drie dagen tellen en of een weekend verlengt. Alarmen gaan uit van het veilige einde."
    )
    return Uitkomst(einde, ruw, {"veilig_einde": veilig, "uiterste_einde": uiterst})


def mvc_verzoek(blad: Blad) -> Uitkomst:
    """The OvJ files by the next working day, but in any case before the crisismaatregel lapses (W60, X1)."""
    werkdag = kalender.werkdag_na(blad.dag0, blad.aantal("mvc_verzoek_werkdagen"))
    besluit = blad.datum("cm_besluit") or blad.dag0
    if besluit > blad.dag0:
        tekst = "De crisismaatregel kan niet later zijn dan de ontvangst door de officier."
        raise OngeldigeInvoer("cm-na-ontvangst", tekst, "Wvggz art. 7:7", fouten={"cm_besluit": tekst})
    veilig = besluit + timedelta(days=blad.aantal("cm_veilig_dagen"))
    blad.jaren.update({blad.dag0.year, werkdag.year})
    blad.stap(f"Eerstvolgende werkdag: {datum_tekst(werkdag)}.")
    blad.stap(f"Veilig einde van de crisismaatregel: {datum_tekst(veilig)} 23:59.")
    if werkdag > veilig:
        blad.waarschuwingen.append(
            f"De eerstvolgende werkdag ({datum_tekst(werkdag)}) ligt na het veilige einde van de crisismaatregel "
            f"({datum_tekst(veilig)}): het verzoek moet eerder worden ingediend."
        )
    einde = min(werkdag, veilig)
    return Uitkomst(einde, einde, {"werkdag": werkdag, "veilig_einde": veilig})


def mvc_doorloop(blad: Blad) -> Uitkomst:
    """A MVC runs on while the court decides on the ZM request: 3 weeks, 6 weeks in all (W64)."""
    veilig = blad.optellen(blad.parameter("zm_beslissing_dagen"))
    uiterst = kalender.werkdag_na(veilig, 0)
    blad.jaren.update({veilig.year, uiterst.year})
    if besluit := blad.datum("mvc_besluit"):
        laatste = besluit + timedelta(days=blad.aantal("mvc_dagen"))
        if not besluit <= blad.dag0 <= laatste:
            tekst = f"Het verzoek moet tijdens de voortzetting komen, die loopt tot en met {datum_tekst(laatste)}."
            raise OngeldigeInvoer("mvc-verlopen", tekst, "Wvggz art. 7:10", fouten={"start": tekst})
        grens = besluit + timedelta(days=blad.aantal("mvc_totaal_dagen"))
        blad.stap(f"Zes weken na de machtiging tot voortzetting: {datum_tekst(grens)}.")
        veilig, uiterst = min(veilig, grens), min(uiterst, grens)
    blad.meld_niet_geschoven(veilig)
    return Uitkomst(veilig, veilig, {"uiterste_einde": uiterst})


def opschortbaar(blad: Blad) -> Uitkomst:
    """Count only days on which the clock runs: suspended days do not count, both ends included (Awb 4:15, A03)."""
    parameter = blad.hoofdparameter()
    n = int(parameter.waarde)
    opgeschort = _opgeschorte_dagen(blad)
    ruw = blad.optellen(parameter)
    if opgeschort:
        geteld, ruw = 0, blad.dag0
        while geteld < n:
            ruw += timedelta(days=1)
            geteld += ruw not in opgeschort
        stil = sum(1 for d in opgeschort if d <= ruw)
        blad.stap(f"{stil} {'dag' if stil == 1 else 'dagen'} opgeschort: {datum_tekst(ruw)} (Awb art. 4:15).")
    einde = blad.schuif(ruw, n, parameter.eenheid, opgeschort=opgeschort)
    return Uitkomst(einde, ruw, {"opgeschorte_dagen": sum(1 for d in opgeschort if d <= einde)})


def _opgeschorte_dagen(blad: Blad) -> frozenset[date]:
    """Return the suspended days after day 0; a day in two intervals counts once."""
    dagen: set[date] = set()
    for van, tot in blad.perioden("opschorting"):
        if tot is None:
            tekst = "De opschorting loopt nog: een einddatum is pas te berekenen als ook het einde bekend is."
            raise OngeldigeInvoer("opschorting-loopt", tekst, "Awb art. 4:15", fouten={"opschorting": tekst})
        if (tot - van).days > 3660:
            tekst = "Een opschorting van meer dan tien jaar klopt niet."
            raise OngeldigeInvoer(
                "opschorting-te-lang", tekst, "Awb art. 4:15", fouten={"opschorting": tekst}
            )
        nieuw = {van + timedelta(days=i) for i in range((tot - van).days + 1)}
        if dagen & nieuw:
            blad.waarschuwingen.append("Opschortingen overlappen; elke dag telt een keer.")
        if van <= blad.dag0:
            blad.waarschuwingen.append(
                "Een opschorting begint voor de termijn loopt; alleen de dagen erna tellen."
            )
        dagen |= nieuw
    return frozenset(d for d in dagen if d > blad.dag0)


def bezwaar(blad: Blad) -> Uitkomst:
    """Six weeks from the day after sending; by post in time when posted in term and received a week later (A06)."""
    uitkomst = tel(blad)
    einde = als_dag(uitkomst.einde)
    post = kalender.werkdag_na(einde + timedelta(days=blad.aantal("bezwaar_post_dagen")), 0)
    extra: dict[str, object] = {"uiterste_ontvangst_per_post": post}
    ontvangen, stempel = blad.datum("ontvangen"), blad.datum("poststempel")
    if ontvangen:
        per_post = stempel is not None and stempel <= einde and ontvangen <= post
        extra["tijdig"] = ontvangen <= einde or per_post
        hoe = "tijdig" if extra["tijdig"] else "te laat"
        post_tekst = f", gepost {datum_tekst(stempel)}" if stempel else ""
        blad.stap(f"Ontvangen {datum_tekst(ontvangen)}{post_tekst}: {hoe} (Awb art. 6:9).")
    return Uitkomst(einde, uitkomst.ruw, extra)


def beslissing_bezwaar(blad: Blad) -> Uitkomst:
    """6 weeks, 12 with an advisory committee, counted from the day after the bezwaar term; 6 more once (A07)."""
    parameter = blad.hoofdparameter()
    lengte, ruw = int(parameter.waarde), blad.optellen(parameter)
    if blad.tekst("verdaagd") == "ja":
        verdaging = blad.parameter("bezwaar_verdaging_dagen")
        lengte += int(verdaging.waarde)
        ruw = blad.optellen(verdaging, vanaf=ruw)
    # The length in weeks decides whether the Atw still applies: 12 weeks does, 18 weeks does not (T08).
    einde = blad.schuif(ruw, -(-lengte // 7), "week")
    return Uitkomst(einde, ruw)


def dwangsom(blad: Blad) -> Uitkomst:
    """Two weeks after the notice of default a sum is due per day, low, middle, high, at most 42 days (A04, TT14)."""
    hoogste = blad.aantal("dwangsom_dagen")
    gegeven = blad.getal("dagen")
    dagen = hoogste if gegeven is None else min(gegeven, hoogste)
    wacht = blad.dag0 + timedelta(days=blad.aantal("ingebrekestelling_dagen"))
    eerste, laatste = wacht + timedelta(days=1), wacht + timedelta(days=hoogste)
    blad.stap(f"Twee weken na de ingebrekestelling: {datum_tekst(wacht)}.")
    blad.stap(
        f"Eerste dag met dwangsom: {datum_tekst(eerste)}; laatste, na {hoogste} dagen: {datum_tekst(laatste)}."
    )
    bedrag, rest = Decimal(0), dagen
    for code, hoeveel in (
        ("dwangsom_laag", blad.aantal("dwangsom_laag_dagen")),
        ("dwangsom_midden", blad.aantal("dwangsom_midden_dagen")),
        ("dwangsom_hoog", hoogste),
    ):
        deel = min(rest, hoeveel)
        bedrag, rest = bedrag + deel * blad.bedrag(code), rest - deel
        if deel:
            blad.stap(
                f"{deel} {'dag' if deel == 1 else 'dagen'} van € {blad.bedrag(code):.2f}.".replace(
                    ".", ",", 1
                )
            )
    if gegeven is not None and gegeven > hoogste:
        blad.stap(f"Van de {gegeven} dagen tellen er {hoogste}: het maximum.")
    blad.meld_niet_geschoven(laatste)
    return Uitkomst(
        laatste,
        laatste,
        {"bedrag": f"{bedrag:.2f}", "dagen": dagen, "eerste_dag": eerste, "laatste_dag": laatste},
    )


def iwmo_305(blad: Blad) -> Uitkomst:
    """5 working days after the real start, or after receipt of 301 when that came later (chapter 02 section 6)."""
    vanaf, ontvangen = blad.dag0, blad.datum("ontvangen_301")
    if ontvangen and ontvangen > vanaf:
        blad.stap(f"Bericht 301 kwam later dan de start: geteld vanaf {datum_tekst(ontvangen)}.")
        vanaf = ontvangen
    return iwmo(blad, vanaf=vanaf)


def iwmo_319(blad: Blad) -> Uitkomst:
    """5 working days; after the answer 'in onderzoek' a final 301 or 319 within 8 weeks of the request."""
    uitkomst = iwmo(blad)
    definitief = blad.dag0 + timedelta(days=blad.aantal("iwmo_319_definitief_dagen"))
    blad.stap(
        f"Bij antwoord 'in onderzoek' is het definitieve antwoord er uiterlijk {datum_tekst(definitief)}."
    )
    return Uitkomst(uitkomst.einde, uitkomst.ruw, {"definitief": definitief})


def verblijf(blad: Blad) -> Uitkomst:
    """The last possible day of departure; days away do not count unless the stay starts anew (R02-R04, R07)."""
    parameter = blad.hoofdparameter()
    product, vanaf, weg = blad.tekst("product"), blad.dag0, timedelta(0)
    for vertrek, terug in blad.perioden("onderbreking"):
        if terug is None or vertrek < vanaf:
            tekst = (
                "Een onderbreking ligt na de aankomst en heeft een dag van vertrek en een dag van terugkomst."
            )
            raise OngeldigeInvoer("onderbreking-fout", tekst, blad.regel.bron, fouten={"onderbreking": tekst})
        weg += terug - vertrek
        if product == "herberg" and (terug - vertrek).days > blad.aantal("verblijf_herberg_herstart"):
            vanaf, weg = terug, timedelta(0)
            blad.stap(f"Langer weg dan de herstartgrens: de telling begint opnieuw op {datum_tekst(terug)}.")
    einde = blad.optellen(parameter, vanaf=vanaf)
    if weg:
        einde += weg
        blad.stap(f"{weg.days} {'dag' if weg.days == 1 else 'dagen'} weg geweest: {datum_tekst(einde)}.")
    blad.meld_niet_geschoven(einde)
    return Uitkomst(einde, einde, {"product": product}, "dag" if parameter.eenheid == "dag" else "maand")


def nieuwe_client(blad: Blad) -> Uitkomst:
    """Whether somebody is a new client: no aanvraag and no use in the window before the melding (R08, C06).

    The window is counted backwards, so the Atw never moves it (art. 1 lid 2, recht:T02).
    """
    laatste = blad.dag0 - timedelta(days=1)
    eerste = blad.dag0 - timedelta(days=blad.aantal("nieuwe_client_venster"))
    ooit = blad.tekst("venster_gebruik") == "ooit"
    blad.stap(f"Venster: {datum_tekst(eerste)} tot en met {datum_tekst(laatste)}.")
    aanvragen = [d for d in blad.data("aanvragen") if eerste <= d <= laatste]
    gebruik = [
        (van, tot)
        for van, tot in blad.perioden("gebruik")
        if van <= laatste and (ooit or tot is None or tot >= eerste)
    ]
    blad.stap(f"Aanvragen in het venster: {', '.join(datum_tekst(d) for d in aanvragen) or 'geen'}.")
    perioden = ", ".join(
        f"{datum_tekst(van)} tot {datum_tekst(tot) if tot else 'heden'}" for van, tot in gebruik
    )
    blad.stap(f"Gebruik {'ooit voor de melding' if ooit else 'in het venster'}: {perioden or 'geen'}.")
    nieuw = not aanvragen and not gebruik
    blad.stap("Dit is een nieuwe cliënt." if nieuw else "Dit is geen nieuwe cliënt.")
    return Uitkomst(laatste, laatste, {"nieuw": nieuw, "venster_van": eerste})


def avg(blad: Blad) -> Uitkomst:
    """One month, three in total when extended; the extension is told inside the first month (AVG 12 lid 3, V07)."""
    uitkomst = tel(blad)
    if blad.tekst("verlengd") != "ja":
        return uitkomst
    melden = kalender.werkdag_na(kalender.plus_maanden(blad.dag0, blad.aantal("avg_maanden")), 0)
    blad.stap(f"De verlenging is uiterlijk {datum_tekst(melden)} aan betrokkene verteld.")
    return Uitkomst(uitkomst.einde, uitkomst.ruw, {"verlenging_melden_voor": melden})
