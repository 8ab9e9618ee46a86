from importlib import import_module

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self) -> None:
        from articles.roles import ROLES
        from press.roles import contribute

        import_module("articles.listeners")
        contribute(self.name, ROLES)
