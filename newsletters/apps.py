from importlib import import_module

from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = "Newsletters"

    def ready(self) -> None:
        from newsletters.roles import ROLES
        from press.roles import contribute

        import_module("newsletters.listeners")
        import_module("newsletters.titles")  # a standing question is known before the first page asks them all
        contribute(self.name, ROLES)
