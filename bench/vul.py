"""Migrate and fill the database of the environment: `python -m bench.vul DOSSIERS`. Progress on standard error."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.instellingen")


def main(argumenten: list[str]) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bench import vulling
    from bench.sessies import maak_sessies

    call_command("migrate", verbosity=0, skip_checks=True)
    nu = timezone.now().replace(minute=0, second=0, microsecond=0)
    gevuld = vulling.vul(
        int(argumenten[0]), lambda tekst: print(f"  {tekst}", file=sys.stderr, flush=True), nu
    )
    if fouten := vulling.controleer():
        print(f"de vulling klopt niet: {fouten}", file=sys.stderr)
        return 1
    json.dump(
        {
            "rijen": gevuld.rijen,
            "sessies": maak_sessies(gevuld),
            "dossier": str(gevuld.dossier_id(gevuld.eigen())),
        },
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
