"""Who may do what with giving: publishers hold the money, editors may see what is asked for."""

from press.roles import EDITOR, PUBLISHER

_EDITOR = "view_appeal view_suggestion"
_PUBLISHER = (
    "add_appeal change_appeal delete_appeal add_suggestion change_suggestion delete_suggestion "
    "change_policy view_policy view_donor view_gift enter_gift "
    "view_plan view_charge view_refund view_dispute view_payout "
    "refund_charge view_receipt send_receipt void_receipt view_ledgerentry view_daytotal view_stripeevent replay_event"
)
ROLES = {
    EDITOR: {"donations": _EDITOR},
    PUBLISHER: {"donations": f"{_EDITOR} {_PUBLISHER}"},
}
