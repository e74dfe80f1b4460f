"""The clocks of G-01..G-18, one function per code, in the order and the words of the table in 12 §5G.

Each gives a `Klok`, or None when the subject has no clock at all (no state, or not measured). Norms in
minutes are elapsed time in UTC; norms in days are whole local days; nothing here is shifted by the Atw
except working days and the urgency classes that say so themselves.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sluitend.dossier.rules import overdracht as overdrachtregels
from sluitend.dossier.rules import plan as planregels
from sluitend.dossier.rules.gaten import Klok
from sluitend.dossier.rules.gaten_feiten import (
    Contact,
    Dossier,
    Indicatie,
    Jeugd,
    Maatregel,
    Melding,
    Meldingsnormen,
    Nazorg,
    Netwerk,
    NormOntbreekt,
    Overdracht,
    Plaatsing,
    Plan,
    Regievoering,
    Samenloop,
    Urgentienorm,
    Veiligheidssignaal,
    Wachtplek,
)
from sluitend.dossier.rules.sluitendheid import end_of_gap
from sluitend.dossier.rules.tijd import Tijd, add_days, eod, instant, local_day, wd
from sluitend.dossier.rules.vervanging import uncovered_since
from sluitend.kern import kalender


def g01(m: Melding, normen: Meldingsnormen) -> Klok:
    """G-01 melding without triage. 15 elapsed minutes while urgency is unknown, else the norm of the class."""
    minuten = normen.onbekend if m.urgentie is None else normen.of(m.urgentie).triage
    start = instant(m.ontvangen_op)
    return _klok(start, start + timedelta(minutes=minuten), _first(m.getriageerd_op, m.afgesloten_op))


def g02(m: Melding, normen: Meldingsnormen) -> Klok | None:
    """G-02 triaged, not picked up. Runs from the first triage; a closed melding cannot be picked up any more.

    Raises `NormOntbreekt` when there is no class or the class has no norm.
    """
    if m.getriageerd_op is None or m.route_team is None:
        return None
    if m.urgentie is None:
        raise NormOntbreekt("Een getrieerde melding heeft een urgentie.")
    start, norm = instant(m.getriageerd_op), normen.of(m.urgentie)
    return _klok(start, _pickup_norm(start, norm), _first(m.opgepakt_op, m.afgesloten_op))


def _pickup_norm(start: datetime, norm: Urgentienorm) -> datetime:
    """Add the minutes in UTC; a class that shifts moves a free day to the next other day, same clock time."""
    einde = kalender.lokaal(start + timedelta(minutes=norm.oppak))
    while norm.schuift and kalender.is_vrij(einde.date()):
        einde += timedelta(days=1)  # wall clock: 09:30 stays 09:30
    return instant(einde)


def g03(d: Dossier) -> Klok:
    """G-03 no contact with the resident: 14 days, from AVE phase 2 on 7 days after the contact or the upscaling.

    Outreach (bemoeizorg) may rest on attempts: the clock starts at the second last attempt day if that is
    later than the last contact, so that two tries without result keep it alive and one does not. At a
    distance only the agreed hercontact date counts.
    """
    laatste = max((c for c in d.contacten if c.met == "inwoner" and c.gelukt), key=_happened, default=None)
    start = instant(laatste.gebeurd_op if laatste else d.geopend_op)
    hernieuwd = _logged_end(laatste) if laatste else None
    if d.contactregime == "bemoeizorg" and (poging := _second_last_attempt(d)):
        start, hernieuwd = max(
            (start, hernieuwd), (instant(poging.gebeurd_op), _logged_end(poging)), key=_start
        )
    if d.hervat_op and instant(d.hervat_op) > start:
        # otherwise a dossier that reopens would be late on its first day because of the year before
        start = hernieuwd = instant(d.hervat_op)
    einde = d.gesloten_op if d.status == "gesloten" else None
    return _klok(start, _contact_norm(d, start), einde, loopt=d.status != "gesloten", hernieuwd=hernieuwd)


def _contact_norm(d: Dossier, start: datetime) -> datetime:
    if d.status == "op_afstand" and d.hercontact_op:
        return eod(d.hercontact_op)
    norm = eod(add_days(start, 14))
    if (sinds := _phase_two_since(d)) is not None:
        norm = min(norm, eod(add_days(max(start, sinds), 7)))
    return norm


def _phase_two_since(d: Dossier) -> datetime | None:
    """Give the moment from which the phase has been 2 or higher without a break, or None when it is lower now."""
    sinds: datetime | None = None
    for besluit in sorted(d.ave, key=lambda b: instant(b.gebeurd_op)):
        if besluit.naar_fase < 2:
            sinds = None
        elif sinds is None:
            sinds = instant(besluit.gebeurd_op)
    return sinds


def _second_last_attempt(d: Dossier) -> Contact | None:
    """Give the last attempt of the second last day on which contact was tried; several on a day are one try."""
    per_dag: dict[date, Contact] = {}
    for contact in sorted((c for c in d.contacten if c.met == "inwoner"), key=_happened):
        per_dag[local_day(contact.gebeurd_op)] = contact
    dagen = sorted(per_dag)
    return per_dag[dagen[-2]] if len(dagen) >= 2 else None


def g04(o: Overdracht) -> Klok | None:
    """G-04 overdracht sent, not answered: end of the third working day. A question does not stop the clock."""
    if o.verzonden_op is None:
        return None
    loopt = o.status in overdrachtregels.OPEN
    einde = None if loopt else o.beantwoord_op
    return _klok(instant(o.verzonden_op), overdrachtregels.norm_op(o.verzonden_op), einde, loopt=loopt)


def g05(p: Plan) -> Klok:
    """G-05 plan without evaluation: the agreed date, else six months (clamped to the month end)."""
    start = p.geevalueerd_op or p.vastgesteld_op
    uiterlijk = planregels.evaluatie_uiterlijk(start, p.evaluatie_gepland_op)
    hernieuwd = instant(p.geevalueerd_op) if p.geevalueerd_op else None
    loopt = p.status == "actief"
    einde = None if loopt else p.beeindigd_op
    return _klok(instant(start), eod(uiterlijk), einde, loopt=loopt, hernieuwd=hernieuwd)


def g06(i: Indicatie) -> Klok | None:
    """G-06 indication ends without follow-up: 56 days before its end at 00:00, seen coming from 84 days on.

    Counted backwards, so never shifted for a holiday (T02).
    """
    if i.einde is None or i.status != "toegekend":
        return None
    vervolg = i.vervolg_status in {"in_voorbereiding", "genomen", "niet_nodig"}
    start, norm = instant(add_days(i.einde, -84)), instant(add_days(i.einde, -56))
    if i.toegekend_op is not None:
        start, norm = (max(moment, instant(i.toegekend_op)) for moment in (start, norm))
    return _klok(start, norm, i.vervolg_op if vervolg else None, loopt=not vervolg)


def g07(w: Wachtplek) -> Klok | None:
    """G-07 waiting longer than the norm of the product; parked days do not count. No norm: not measured."""
    if w.norm_dagen is None:
        return None
    norm = eod(add_days(w.wachtend_sinds, w.norm_dagen + w.pauze_dagen))
    return _klok(instant(w.wachtend_sinds), norm, w.van_lijst_op)


def g08(p: Plaatsing) -> Klok | None:
    """G-08 placed, no contact between provider and home gemeente for 90 days."""
    if not p.regionaal:
        return None
    start = instant(p.start)
    afstemming = [c for c in p.contacten if c.met == "afstemming_aanbieder_herkomst"]
    laatste = max(afstemming, key=_happened, default=None)
    hernieuwd = None
    if laatste and instant(laatste.gebeurd_op) > start:
        start, hernieuwd = instant(laatste.gebeurd_op), _logged_end(laatste)
    return _klok(start, eod(add_days(start, 90)), p.werkelijk_einde, hernieuwd=hernieuwd)


def g09(p: Plaatsing) -> Klok | None:
    """G-09 ready to leave, no next place in preparation for 30 days."""
    if p.uitstroomgereed_op is None:
        return None
    norm = eod(add_days(p.uitstroomgereed_op, 30))
    return _klok(instant(p.uitstroomgereed_op), norm, _first(p.vervolg_op, p.werkelijk_einde))


def g10(p: Plaatsing) -> Klok | None:
    """G-10 left, no successful contact by the local team within 7 days (zachte landing)."""
    if p.werkelijk_einde is None or p.eindreden in {"overleden", "buiten_regio"}:
        return None
    start = instant(p.werkelijk_einde)
    daarna = [
        c
        for c in p.contacten
        if c.met == "inwoner" and c.gelukt and c.lokaal and instant(c.gebeurd_op) >= start
    ]
    eerste = min(daarna, key=_happened, default=None)
    return _klok(start, eod(add_days(p.werkelijk_einde, 7)), _logged_end(eerste) if eerste else None)


def g11_afwezig(r: Regievoering, vandaag: date) -> Klok | None:
    """G-11 (a) regisseur absent today and no accepted vervanger: a gap at once, from 00:00 of the first such day."""
    dag = uncovered_since(r.afwezigheden, r.vervangingen, vandaag)
    return None if dag is None else _klok(instant(dag), instant(dag), None)


def g11_nood(r: Regievoering) -> Klok | None:
    """G-11 (b) regie moved in haste: a gap at once, until it is handed over properly."""
    return None if r.nood_sinds is None else _klok(instant(r.nood_sinds), instant(r.nood_sinds), None)


def g12(n: Netwerk) -> Klok | None:
    """G-12 two or more organisations, not all aware who has the lead: 7 days.

    Without a dossier the clock starts when the second organisation came; with one at the earliest start of
    an organisation that does not know, but never before there were two: alone nobody needs coordination.
    """
    openstaand = [b for b in n.betrokkenheden if b.tot is None]
    per_organisatie = sorted(
        min(instant(b.sinds) for b in openstaand if b.organisatie == organisatie)
        for organisatie in {b.organisatie for b in openstaand}
    )
    if len(per_organisatie) < 2:
        return None
    start, hernieuwd = per_organisatie[1], None
    if n.open_dossier:
        vanaf = instant(n.regie_sinds) if n.regie_sinds else None
        onbevestigd = [instant(b.sinds) for b in openstaand if not _knows_lead(b.regie_bevestigd_op, vanaf)]
        # the gap narrows or ends when an organisation confirms, or leaves without ever having known
        stappen = [b.regie_bevestigd_op or b.tot for b in n.betrokkenheden]
        hernieuwd = max((instant(op) for op in stappen if op), default=None)
        if not onbevestigd:
            return _klok(start, eod(add_days(start, 7)), hernieuwd)
        start = max(start, min(onbevestigd), *([vanaf] if vanaf else []))
    return _klok(start, eod(add_days(start, 7)), None, hernieuwd=hernieuwd)


def _knows_lead(bevestigd_op: datetime | None, regie_sinds: datetime | None) -> bool:
    return bevestigd_op is not None and (regie_sinds is None or instant(bevestigd_op) >= regie_sinds)


def g13(s: Samenloop) -> Klok | None:
    """G-13 burgemeester and wethouder side both involved and a notice not delivered: a gap at once."""
    if s.soort != "bestuur":
        return None
    ontvangen = [instant(op) for op in s.afgeleverd if op is not None]
    beide = max(ontvangen) if len(ontvangen) == len(s.afgeleverd) else None
    return _klok(instant(s.ontstaan_op), instant(s.ontstaan_op), _first(beide, s.beeindigd_op))


def g14(z: Maatregel) -> Klok:
    """G-14 compulsory care ends without agreed follow-up: 14 days before its end at 00:00, also after the end.

    A measure shorter than that gets 24 elapsed hours from its start.
    """
    start = instant(z.start)
    einde = min(local_day(e) for e in (z.einde, z.beeindigd_op) if e is not None)
    return _klok(start, max(start + timedelta(hours=24), instant(add_days(einde, -14))), z.vervolg_op)


def g15(j: Jeugd) -> Klok:
    """G-15 adult plan not arranged on the 17th birthday, seen coming from 90 days before (born 29-2: 28-2)."""
    zeventien = _birthday(j.geboortedatum, 17)
    start, norm = instant(add_days(zeventien, -90)), instant(zeventien)
    if j.sinds is not None:
        start, norm = max(start, instant(j.sinds)), max(norm, instant(j.sinds))
    einde = _first(j.overgang_geregeld_op, j.beeindigd_op)
    return _klok(start, norm, einde, loopt=j.actief and einde is None)


def _birthday(geboren: date, leeftijd: int) -> date:
    """Give the birthday on which a person reaches an age; 29-2 becomes 28-2 for dates that prepare (§7)."""
    jaar = geboren.year + leeftijd
    try:
        return geboren.replace(year=jaar)
    except ValueError:
        return date(jaar, 2, 28)


def g16(n: Nazorg) -> Klok | None:
    """G-16 release without nazorgplan: 56 days before at 00:00, or the announcement when that is later."""
    if n.ontslagdatum is None:
        return None
    start = instant(n.aangekondigd_op)
    return _klok(start, max(start, instant(add_days(n.ontslagdatum, -56))), n.nazorgplan_op)


def g17(m: Melding) -> Klok | None:
    """G-17 melder not told: 14 calendar days, or the end of the term of the verkennend onderzoek."""
    if not m.terugkoppeling_vereist:
        return None
    norm = instant(m.wvggz_einde) if m.wvggz_einde else eod(add_days(m.ontvangen_op, 14))
    return _klok(instant(m.ontvangen_op), norm, m.terugkoppeling_op)


def g18(s: Veiligheidssignaal) -> Klok:
    """G-18 safety signal without AVE decision: end of the third working day. Closing the signal ends nothing."""
    ontvangen = instant(s.ontvangen_op)
    start = max(ontvangen, instant(s.gekoppeld_op)) if s.gekoppeld_op else ontvangen
    besluiten = [op for b in s.ave if (op := instant(b.gebeurd_op)) >= ontvangen]
    return _klok(start, eod(wd(start, 3)), min(besluiten, default=None))


def _klok(
    start: datetime,
    norm: datetime,
    einde: Tijd | None,
    *,
    loopt: bool | None = None,
    hernieuwd: datetime | None = None,
) -> Klok:
    opgelost = None if einde is None else instant(einde)
    return Klok(start, norm, opgelost is None if loopt is None else loopt, opgelost, hernieuwd)


def _first(*momenten: Tijd | None) -> datetime | None:
    """Give the earliest of the moments that are there."""
    return min((instant(m) for m in momenten if m is not None), default=None)


def _happened(contact: Contact) -> datetime:
    return instant(contact.gebeurd_op)


def _start(paar: tuple[datetime, datetime | None]) -> datetime:
    return paar[0]


def _logged_end(contact: Contact) -> datetime:
    return end_of_gap(contact.gebeurd_op, contact.geregistreerd_op or contact.gebeurd_op)
