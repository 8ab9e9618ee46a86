from importlib import import_module

from django.apps import AppConfig


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = "Giving"

    def ready(self) -> None:
        from donations.roles import ROLES
        from press.roles import contribute

        import_module("donations.checks")
        import_module("donations.listeners")
        contribute(self.name, ROLES)
