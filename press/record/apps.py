from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "press.record"
    label = "record"
    verbose_name = "Record"

    def ready(self) -> None:
        from press.record.triggers import install_all

        import_module("press.record.checks")
        # SQLite drops a table's triggers whenever the table is altered, so they are laid anew after every migrate.
        post_migrate.connect(install_all, dispatch_uid="press.record.install_all")
