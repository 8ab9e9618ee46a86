from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "press.mail"
    label = "mail"
    verbose_name = "Mail"

    def ready(self) -> None:
        from press.mail import checks, webhooks  # noqa: F401
        from press.mail.roles import ROLES
        from press.roles import contribute

        contribute(self.name, ROLES)
