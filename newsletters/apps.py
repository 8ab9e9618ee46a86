from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = "Newsletters"

    def ready(self) -> None:
        from newsletters.roles import ROLES
        from press.roles import contribute

        contribute(self.name, ROLES)
