from django.apps import AppConfig
from django.contrib.admin import apps as admin  # Django takes an AdminConfig named here for one of this package's


class NewsroomConfig(AppConfig):
    name = "newsroom"
    default = True


class DeskConfig(admin.AdminConfig):
    """Django's admin as this paper's desk; stands in INSTALLED_APPS in place of django.contrib.admin."""

    default = False  # or it would stand for this package as well
    default_site = "newsroom.desk.Desk"
