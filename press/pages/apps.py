from importlib import import_module

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "press.pages"
    label = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        import_module("press.pages.listeners")
