"""Who may do what with stories, pictures, pages and people; press.roles keeps the groups in step with this table."""

from press.roles import EDITOR, PUBLISHER, REPORTER

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


def _together(*tables: dict[str, str]) -> dict[str, str]:
    labels = {label for table in tables for label in table}
    return {label: " ".join(table[label] for table in tables if label in table) for label in labels}


# An editor may do what a reporter may, a publisher what an editor may.
ROLES = {
    REPORTER: _REPORTER,
    EDITOR: _together(_REPORTER, _EDITOR),
    PUBLISHER: _together(_REPORTER, _EDITOR, _PUBLISHER),
}
