from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "press.pictures"
    label = "pictures"
    verbose_name = "Pictures"
