"""The rows of the two longest lists.

A list of fifty lines in components costs more than everything else on its page together, so its rows are made here:
what is the same on each line (headings, addresses) once, the rest escaped by `_vul`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sluitend.dossier import woorden
from sluitend.dossier.erbij import Verwijzing
from sluitend.dossier.models import Gat, Taak
from sluitend.dossier.templatetags.dossier import sinds, tijdsduur
from sluitend.platform.templatetags.sluitend import LEEG, datum, datumtijd, iso, teken

GEEN = mark_safe("")
_PLEK = UUID(int=0)


def werkrijen(taken: Iterable[Taak], tab: str, *, mag_toewijzen: bool) -> SafeString:
    """The lines of the werkvoorraad."""
    kies, bij = _("Kies"), _("Bij mij sinds") if tab == "mijn" else _("Bij eigenaar sinds")
    taakadres, dossieradres = _adres("taak"), _adres("dossier")
    vorm = _vorm(
        '<tr>{}<th scope="row" data-kop="%s"><a href="{}">{}</a></th><td data-kop="%s">{}</td><td data-kop="%s">{}</td>'
        '<td data-kop="%s">{}</td><td data-kop="%s"><span title="{}">{}</span></td>'
        '<td data-kop="%s"><span title="{}">{}</span></td><td data-kop="%s">{}</td></tr>',
        _("Wat"), _("Inwoner"), _("Traject"), _("Uiterlijk"), bij, _("Loopt sinds"), _("Eigenaar"),
    )  # fmt: skip
    kiesvorm = _vorm(
        '<td data-kop="%s"><label class="kieshok"><input class="utrecht-checkbox utrecht-checkbox--html-input" '
        'type="checkbox" name="taak" value="{}:{}"><span class="alleen-voorlezen">%s {} {}</span></label></td>',
        kies, kies,
    )  # fmt: skip

    def rij(taak: Taak) -> str:
        over = taak.over
        return _vul(
            vorm,
            _vul(kiesvorm, taak.pk, taak.versie, taak.opschrift, over) if mag_toewijzen else GEEN,
            taakadres(taak.pk),
            taak.opschrift,
            _link(dossieradres, taak.dossier_id, over),
            woorden.naam(woorden.TRAJECTEN, taak.traject.soort) if taak.traject else LEEG,
            datum(taak.afgerond_op) if tab == "gedaan" else _uiterlijk(taak),
            datumtijd(taak.eigenaar_sinds),
            sinds(taak.eigenaar_sinds),
            datumtijd(taak.aangemaakt_op),
            sinds(taak.aangemaakt_op),
            taak.eigenaar_medewerker or taak.eigenaar_team,
        )

    return mark_safe("".join(map(rij, taken)))  # noqa: S308 - each line escapes what it shows


def gatrijen(gaten: Iterable[Gat], stand: str, links: Mapping[str, Verwijzing]) -> SafeString:
    """The lines of the gaps, each with the link behind its subject when there is one."""
    dossieradres = _adres("dossier")
    vorm = _vorm(
        '<tr><td data-kop="%s">{}</td><th scope="row" data-kop="%s">{}</th><td data-kop="%s">{}</td>'
        '<td data-kop="%s">{}{}</td><td data-kop="%s">{}</td></tr>',
        _("Code"), _("Wat"), _("Dossier"), _("Wordt een gat op") if stand == "komt" else _("Te laat sinds"),
        _("Opgelost op") if stand == "opgelost" else _("Eigenaar"),
    )  # fmt: skip

    def rij(gat: Gat) -> str:
        wie = gat.eigenaar_medewerker or gat.eigenaar_team or LEEG
        return _vul(
            vorm,
            gat.code,
            gat.naam,
            _over(_link(dossieradres, gat.dossier_id, gat.over), links.get(gat.onderwerp)),
            datumtijd(gat.norm_op),
            _vul('<br><span class="klein zacht">{}</span>', tijdsduur(gat.leeftijd))
            if stand == "nu"
            else GEEN,
            datumtijd(gat.opgelost_op) if stand == "opgelost" else wie,
        )

    return mark_safe("".join(map(rij, gaten)))  # noqa: S308 - each line escapes what it shows


def termijn(toon: str, tekst: str, op: datetime) -> SafeString:
    """What the component `c-termijn` writes."""
    return _vul(
        '<span class="termijn termijn--{}"><span class="termijn__teken" aria-hidden="true">{}</span>'
        '<time datetime="{}" title="{}">{}</time></span>',
        toon, teken(toon), iso(op), datumtijd(op), tekst,
    )  # fmt: skip


def _uiterlijk(taak: Taak) -> SafeString:
    deadline = woorden.uiterlijk(taak.uiterlijk)
    tekst = termijn(deadline.toon, deadline.tekst, taak.uiterlijk)
    if not taak.wacht_tot:
        return tekst
    return _vul(
        '{} <span class="klein zacht">{} {}, {}</span>', tekst, _("wacht op"), taak.wacht_op, datum(taak.wacht_tot)
    )  # fmt: skip


def _over(dossier: str, link: Verwijzing | None) -> str:
    if link is None:
        return dossier
    naar = _vul('<a href="{}">{}</a>', link.url, link.tekst)
    return naar if dossier == LEEG else _vul("{}<br>{}", dossier, naar)


def _link(adres: Callable[[UUID], str], sleutel: UUID | None, tekst: str) -> str:
    return _vul('<a href="{}">{}</a>', adres(sleutel), tekst) if sleutel else LEEG


def _adres(naam: str) -> Callable[[UUID], str]:
    """The address of a page for any id; the list of addresses is asked once, not for each line."""
    voor, _midden, na = reverse(naam, args=[_PLEK]).partition(str(_PLEK))
    return lambda sleutel: f"{voor}{sleutel}{na}"


def _vorm(html: str, *koppen: str) -> str:
    """The form of a line with its headings in it, for `_vul`."""
    return html % tuple(escape(kop).replace("{", "{{").replace("}", "}}") for kop in koppen)


def _vul(vorm: str, *waarden: object) -> SafeString:
    """`format_html` without its care for lazy values, which costs more than the escaping itself."""
    geescapet = (waarde if isinstance(waarde, SafeString) else escape(str(waarde)) for waarde in waarden)
    return mark_safe(vorm.format(*geescapet))  # noqa: S308 - every value was escaped
