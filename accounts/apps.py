from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        import_module("accounts.factors.checks")
        import_module("accounts.factors.listeners")
        import_module("accounts.my_news.listeners")
        import_module("accounts.signin.sessions")
