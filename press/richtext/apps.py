from django.apps import AppConfig


class RichTextConfig(AppConfig):
    name = "press.richtext"
    label = "richtext"
    verbose_name = "Rich text"
