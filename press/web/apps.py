from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "press.web"
    label = "web"
    verbose_name = "Web"
