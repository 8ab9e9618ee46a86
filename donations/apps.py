from importlib import import_module

from django.apps import AppConfig


class DonationsConfig(AppConfig):
    name = "donations"
    verbose_name = "Giving"

    def ready(self) -> None:
        import_module("donations.checks")
