from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "press.mail"
    label = "mail"
    verbose_name = "Mail"

    def ready(self) -> None:
        from press.mail import checks  # noqa: F401
