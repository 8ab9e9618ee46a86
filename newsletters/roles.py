"""Who may do what with newsletters: editors make and send editions, publishers see who reads them."""

from press.roles import EDITOR, PUBLISHER

_EDITOR = "add_edition change_edition delete_edition view_edition send_edition view_newsletter view_editionlink"
_PUBLISHER = "add_newsletter change_newsletter view_subscriber view_subscription view_delivery decide_delivery"
ROLES = {
    EDITOR: {"newsletters": _EDITOR},
    PUBLISHER: {"newsletters": f"{_EDITOR} {_PUBLISHER}"},
}
