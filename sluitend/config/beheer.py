"""The commands of `sluitend` that need Django: running it, looking into it, the demo (spec 40 section 2).

Exit status 0 done, 1 refused for a domain reason with a problem document on standard error, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sluitend.config.cli import _Ontleder, _tabel, _toon, _voer_uit
from sluitend.kern.fouten import OngeldigeInvoer, VerkeerdGebruik, Weigering

INSTELLINGEN = "sluitend.config.settings.basis"
Opdracht = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", INSTELLINGEN)
    return _voer_uit(_kies, list(argv))


def _kies(argumenten: list[str]) -> int:
    from django.core.exceptions import ImproperlyConfigured

    keuze = _ontleder().parse_args(argumenten)
    try:
        return int(keuze.doe(keuze))
    except ImproperlyConfigured as fout:
        raise VerkeerdGebruik("instelling", str(fout), "40 2") from fout


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{tekst}: geef een datum als JJJJ-MM-DD") from None


def _getal(tekst: str) -> int:
    if not tekst.isdecimal() or int(tekst) < 1:
        raise argparse.ArgumentTypeError(f"{tekst}: geef een getal groter dan 0")
    return int(tekst)


def _ontleder() -> argparse.ArgumentParser:
    ontleder = _Ontleder("sluitend", description="Sluitend draaien en bekijken.")
    soorten = ontleder.add_subparsers(
        dest="opdracht", required=True, parser_class=_Ontleder, metavar="OPDRACHT"
    )

    def maak(naam: str, doe: Opdracht, uitleg: str, *opties: str) -> argparse.ArgumentParser:
        deel = soorten.add_parser(naam, help=uitleg, description=uitleg)
        deel.set_defaults(doe=doe)
        if "json" in opties:
            deel.add_argument("--json", action="store_true", help="een JSON-document op standaarduitvoer")
        if "regio" in opties:
            deel.add_argument("--regio", required=True, metavar="CODE")
        if "poort" in opties:
            deel.add_argument("--poort", type=_getal, default=8000)
        return deel

    maak("migrate", migrate, "breng de databank op de stand van dit programma")
    serve_ = maak("serve", serve, "dien de webpagina's en de API", "poort")
    serve_.add_argument("--adres", default="127.0.0.1")
    serve_.add_argument("--werkers", type=_getal, default=2)
    maak("worker", worker, "doe het werk op de achtergrond en houd de klok bij").add_argument(
        "--eenmaal", action="store_true", help="doe wat er nu ligt en stop"
    )
    demo_ = maak("demo", demo, "laad de demoregio en dien haar op deze machine", "poort")
    demo_.add_argument(
        "wat",
        nargs="?",
        choices=("code", "heel"),
        help="code: toon de inlogcode van een rol; heel: laad de hele regio en stop",
    )
    demo_.add_argument(
        "--inwoners",
        type=_getal,
        help="voor hoeveel inwoners (standaard: eerst een klein deel, daarna vanzelf de hele regio)",
    )
    demo_.add_argument("--zonder-server", action="store_true", help="alleen laden")
    demo_.add_argument("--vernieuw", action="store_true", help="gooi de demo weg en laad opnieuw")
    demo_.add_argument("--rol")
    maak("gaten", gaten, "de gaten in de keten", "regio", "json").add_argument(
        "--op", type=_dag, metavar="DATUM"
    )
    sluit = maak("sluitendheid", sluitendheid, "welk deel van de dagen sluitend was", "regio", "json")
    sluit.add_argument("--van", type=_dag, required=True, metavar="DATUM")
    sluit.add_argument("--tot", type=_dag, required=True, metavar="DATUM")
    audit_ = maak("audit", audit, "reken de ketens van de sporen na", "regio", "json")
    audit_.add_argument("wat", choices=("controleer",))
    audit_.add_argument("--keten", choices=("gebeurtenis", "inzage"))
    invoer = maak("importeer", importeer, "lees een bestand in (eerst als proef)", "regio", "json")
    invoer.add_argument("soort")
    invoer.add_argument("bestand", type=Path)
    wijze = invoer.add_mutually_exclusive_group()
    wijze.add_argument("--proef", action="store_true", help="toon wat er zou gebeuren (standaard)")
    wijze.add_argument("--uitvoeren", action="store_true", help="alles of niets")
    token_ = maak("token", token, "geef een token uit (alleen in een demo)", "json")
    token_.add_argument("--rol", required=True)
    token_.add_argument("--organisatie", metavar="CODE")
    token_.add_argument("--regio", default="ijssel-vecht", metavar="CODE")
    maak("backup", backup, "maak een kopie van de databank").add_argument("bestand", type=Path)
    maak("restore", restore, "zet een kopie terug in een lege databank").add_argument("bestand", type=Path)
    return ontleder


def _django() -> None:
    import django

    django.setup()


def _regio(code: str) -> Any:
    _django()
    from sluitend.regio.actions import regio_van_code

    return regio_van_code(code)


def migrate(keuze: argparse.Namespace) -> int:
    """Apply every migration; the guards of the database are made anew after it."""
    _django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    sys.stdout.write("De databank is bij.\n")
    return 0


def serve(keuze: argparse.Namespace) -> int:
    """Become gunicorn; refuses to start on a database that misses guards."""
    _django()
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEMO and keuze.adres not in ("127.0.0.1", "localhost", "::1"):
        raise Weigering("demo-en-productie", "Demo-accounts en productie gaan niet samen.", "30 UA-02")
    _eis_veilige_databank()
    if not settings.DEMO:
        call_command("collectstatic", interactive=False, verbosity=0)
    opdracht = _gunicorn(keuze.adres, keuze.poort, keuze.werkers)
    os.execv(opdracht[0], opdracht)  # noqa: S606 - our own interpreter
    return 0


def _gunicorn(adres: str, poort: int, werkers: int) -> list[str]:
    waar = f"[{adres}]" if ":" in adres else adres
    return [
        sys.executable, "-m", "gunicorn", "sluitend.config.wsgi:application", "--bind", f"{waar}:{poort}",
        "--worker-class", "gthread", "--workers", str(werkers), "--threads", "8", "--timeout", "60",
        "--graceful-timeout", "10", "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--log-level", "warning", "--config", "python:sluitend.config.webserver",
    ]  # fmt: skip


def _eis_veilige_databank() -> None:
    from django.db import connection

    from sluitend.platform import wachters

    if not connection.introspection.table_names():
        raise Weigering("databank-leeg", "De databank is leeg. Draai eerst: sluitend migrate.", "40 2")
    if fouten := wachters.controle():
        raise Weigering("databank-onveilig", f"{fouten[0].msg} Draai eerst: sluitend migrate.", "12 2E")


def worker(keuze: argparse.Namespace) -> int:
    """Jobs in this thread, the clock in another; with `--eenmaal` one round of both."""
    _django()
    import threading

    from django.conf import settings
    from django.core.management import call_command

    from sluitend.config.klok import Klok, zet_vastgelopen_terug

    _eis_veilige_databank()
    op_lijst = settings.TASKS["default"]["BACKEND"].endswith("DatabaseBackend")
    if op_lijst:
        zet_vastgelopen_terug()
    if keuze.eenmaal:
        if op_lijst:
            call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
        return 1 if Klok().tik()["fouten"] else 0
    stop = threading.Event()
    if not op_lijst:
        Klok().loop(stop)
        return 0
    threading.Thread(target=Klok().loop, args=(stop,), daemon=True, name="klok").start()
    try:
        call_command("db_worker", interval=0.5, startup_delay=False, reload=False, verbosity=0)
    finally:
        stop.set()
    return 0


def demo(keuze: argparse.Namespace) -> int:
    """Load the demo when it is not there yet, say how to sign in, serve on this machine only."""
    from sluitend.config import demo as start

    if keuze.wat == "code":
        return start.toon_code(keuze.rol)
    return start.demo(keuze)


def gaten(keuze: argparse.Namespace) -> int:
    """The list of gaps of a region, of now or of the end of a day."""
    regio = _regio(keuze.regio)
    from sluitend.dossier import queries
    from sluitend.platform.actor import systeem
    from sluitend.platform.eenheid import lezen

    with lezen(systeem(regio)):
        document = queries.gaten_op(regio.code, keuze.op)
    if keuze.json:
        _toon(document)
        return 0
    kop = ("code", "onderwerp", "dossier", "sinds", "uren", "eigenaar")
    _tabel([kop] + [
        (g["code"], g["onderwerp"], g["dossier"] or "", g["sinds"][:16], str(g["leeftijd_uren"]), g["eigenaar"])
        for g in document["gaten"]
    ])  # fmt: skip
    sys.stdout.write(f"{len(document['gaten'])} gaten op {document['op']}; ")
    sys.stdout.write(f"niet gemeten: {', '.join(document['niet_gemeten'])}\n")
    return 0


def sluitendheid(keuze: argparse.Namespace) -> int:
    """1 minus the share of days with a gap, over whole days."""
    if keuze.tot < keuze.van:
        raise VerkeerdGebruik("periode", "--tot ligt voor --van.", "40 2")
    regio = _regio(keuze.regio)
    from sluitend.dossier import queries
    from sluitend.platform.actor import systeem
    from sluitend.platform.eenheid import lezen

    with lezen(systeem(regio)):
        uitkomst = queries.sluitendheid(regio.code, keuze.van, keuze.tot)
    document = uitkomst.als_json()
    if keuze.json:
        _toon(document)
    else:
        for naam, waarde in document.items():
            sys.stdout.write(
                f"{naam}: {waarde if not isinstance(waarde, dict | list) else json.dumps(waarde)}\n"
            )
    return 0


def audit(keuze: argparse.Namespace) -> int:
    """Recompute the chains; status 1 names the first number that does not hold, and why."""
    regio = _regio(keuze.regio)
    from sluitend.platform.sporen import controleer

    welke = (keuze.keten,) if keuze.keten else ("gebeurtenis", "inzage")
    aantallen, breuken = controleer(regio, welke)
    if keuze.json:
        _toon({
            "regio": regio.code,
            "ketens": aantallen,
            "heel": not breuken,
            "breuken": [
                {"keten": b.keten, "volgnr": b.volgnr, "soort": b.soort, "uitleg": b.uitleg} for b in breuken
            ],
        })  # fmt: skip
    else:
        for naam, aantal in aantallen.items():
            sys.stdout.write(f"{naam}: {aantal} schakels\n")
    if breuken:
        eerste = breuken[0]
        tekst = f"De keten {eerste.keten} is gebroken bij nummer {eerste.volgnr} ({eerste.soort}): {eerste.uitleg}."
        raise Weigering(f"keten-{eerste.soort}", tekst, "30 5F")
    return 0


def importeer(keuze: argparse.Namespace) -> int:
    """Read a file in; without `--uitvoeren` only say what would happen."""
    if keuze.soort != "politie":
        tekst = f"Het soort '{keuze.soort}' kan nog niet worden ingelezen. Nu mogelijk: politie."
        raise OngeldigeInvoer("import-onbekend", tekst, "40 2j", fouten={"soort": tekst})
    inhoud = keuze.bestand.read_bytes()
    regio = _regio(keuze.regio)
    from sluitend.meldpunt.actions import importeer_politie
    from sluitend.platform.actor import systeem

    verslag = importeer_politie(
        actor=systeem(regio), inhoud=inhoud, uitvoeren=keuze.uitvoeren, voortgang=_voortgang()
    )
    if keuze.json:
        _toon(verslag.als_dict())
    else:
        sys.stdout.write("\n".join(verslag.regels()) + "\n")
    if verslag.fouten:
        rijen = len({fout.rij for fout in verslag.fouten})
        tekst = f"{rijen} van {verslag.rijen} rijen kloppen niet. Er is niets ingelezen."
        raise OngeldigeInvoer("bestand-ongeldig", tekst, "UM-04", fouten={"bestand": tekst})
    return 0


def _voortgang() -> Callable[[int, int], None] | None:
    """How far an import is, for somebody who watches; a log or a pipe gets none."""
    if not sys.stderr.isatty():
        return None

    def toon(klaar: int, van: int) -> None:
        sys.stderr.write(f"\r{klaar} van {van}" + ("\n" if klaar == van else ""))

    return toon


def token(keuze: argparse.Namespace) -> int:
    """A reference token with every scope, shown once; only where all people are fictive."""
    regio = _regio(keuze.regio)
    from django.conf import settings

    from sluitend.platform.actor import systeem
    from sluitend.platform.eenheid import lezen
    from sluitend.platform.tokens import geef_uit
    from sluitend.regio.models import Organisatie

    if not settings.DEMO:
        raise Weigering("alleen-demo", "Een token op de opdrachtregel kan alleen in een demo.", "40 2k")
    organisatie = None
    if keuze.organisatie:
        with lezen(systeem(regio)):
            organisatie = (
                Organisatie.objects.filter(code=keuze.organisatie).values_list("pk", flat=True).first()
            )
        if organisatie is None:
            tekst = f"Er is geen organisatie met de code '{keuze.organisatie}'."
            raise Weigering("organisatie-onbekend", tekst, "40 2k", status=404)
    waarde = geef_uit(regio, naam=f"opdrachtregel {keuze.rol}", rol=keuze.rol, organisatie=organisatie)
    if keuze.json:
        _toon({"token": waarde, "rol": keuze.rol, "regio": regio.code, "organisatie": keuze.organisatie})
    else:
        sys.stdout.write(f"{waarde}\n")
    return 0


def backup(keuze: argparse.Namespace) -> int:
    """A consistent copy, also while people work."""
    _django()
    from sluitend.config import reservekopie

    reservekopie.maak(keuze.bestand)
    sys.stdout.write(f"{keuze.bestand.name} is gemaakt.\n")
    return 0


def restore(keuze: argparse.Namespace) -> int:
    """Put a copy back; afterwards the guards are checked before anything serves."""
    _django()
    from sluitend.config import reservekopie

    reservekopie.zet_terug(keuze.bestand)
    _eis_veilige_databank()
    sys.stdout.write(f"{keuze.bestand.name} is teruggezet.\n")
    return 0
