"""The area `platform` as a Django application."""

from django.apps import AppConfig
from django.core.checks import Tags, Warning, register
from django.db.models.signals import post_migrate


class PlatformConfig(AppConfig):
    name = "sluitend.platform"
    label = "platform"
    verbose_name = "Platform"

    def ready(self) -> None:
        from sluitend.platform import eenheid, sporen

        eenheid.leg_vast_met(sporen.leg_vast)

        post_migrate.connect(_na_migratie, dispatch_uid="wachters")
        register(_waarschuw, Tags.database)


def _waarschuw(app_configs: object, **kwargs: object) -> list[Warning]:
    """Told by `check`, refused by the web server: a migrate that brings a new guard must still run."""
    from sluitend.platform import wachters

    return [Warning(fout.msg, id=fout.id) for fout in wachters.controle()]


def _na_migratie(sender: AppConfig, **kwargs: object) -> None:
    """Once, after the last application: triggers need every table."""
    from django.apps import apps

    from sluitend.platform import wachters

    met_modellen = [config for config in apps.get_app_configs() if config.models_module is not None]
    if sender is met_modellen[-1]:
        wachters.installeer()
