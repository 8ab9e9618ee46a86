from django.apps import AppConfig


class MastheadConfig(AppConfig):
    name = "press.masthead"
    label = "masthead"
    verbose_name = "Masthead"
