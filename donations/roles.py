"""Who may do what with giving: publishers hold the money, editors may see what is asked for."""

from press.roles import EDITOR, PUBLISHER

_EDITOR = "view_appeal view_suggestion"
_PUBLISHER = (
    "add_appeal change_appeal delete_appeal add_suggestion change_suggestion delete_suggestion "
    "change_policy view_policy view_donor view_gift view_plan"
)
ROLES = {
    EDITOR: {"donations": _EDITOR},
    PUBLISHER: {"donations": f"{_EDITOR} {_PUBLISHER}"},
}
