"""Who may do what at the desk: three groups, kept in step with this table after every migrate."""

from typing import Any

from django.apps import apps as installed

REPORTER, EDITOR, PUBLISHER = "Reporter", "Editor", "Publisher"

_REPORTER = {
    "articles": "add_article change_article view_article submit_article view_author view_topic",
    "pictures": "add_picture change_picture view_picture",
}
_EDITOR = {
    "articles": (
        "edit_any_article approve_article publish_article correct_article retract_article kill_article "
        "add_author change_author add_topic change_topic view_correction view_historyentry "
        "add_frontsection change_frontsection delete_frontsection view_frontsection "
        "add_frontslot change_frontslot delete_frontslot view_frontslot "
        "add_redirect change_redirect delete_redirect view_redirect view_missedsearch delete_missedsearch"
    ),
    "pictures": "edit_any_picture delete_picture",
    "pages": "add_page change_page delete_page view_page add_promo change_promo delete_promo view_promo",
}
# Publishers hold the money (with the giving), the people and the site's settings.
_PUBLISHER = {
    "accounts": "add_user change_user view_user",
    "auth": "view_group",
    "masthead": "change_masthead view_masthead",
}
ROLES: dict[str, list[dict[str, str]]] = {
    REPORTER: [_REPORTER],
    EDITOR: [_REPORTER, _EDITOR],
    PUBLISHER: [_REPORTER, _EDITOR, _PUBLISHER],
}


def set_up_roles(**_: Any) -> None:
    """Give each group exactly the permissions of the table; what a newsroom adds belongs in a group of its own."""
    Group = installed.get_model("auth", "Group")
    Permission = installed.get_model("auth", "Permission")
    known = {
        (label, codename): pk
        for pk, label, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for role, tables in ROLES.items():
        wanted = {(label, name) for table in tables for label, names in table.items() for name in names.split()}
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set([known[key] for key in wanted if key in known])
