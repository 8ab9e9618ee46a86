from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self) -> None:
        from articles.roles import set_up_roles

        import_module("articles.listeners")
        post_migrate.connect(set_up_roles, dispatch_uid="articles.roles")
