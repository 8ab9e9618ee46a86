from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkConfig(AppConfig):
    name = "press.work"
    label = "work"
    verbose_name = "Work"

    def ready(self) -> None:
        """Each app's tasks.py names its tasks and what it looks at each minute."""
        autodiscover_modules("tasks")
