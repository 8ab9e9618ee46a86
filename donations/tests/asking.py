"""Appeals as the desk writes them."""

from typing import Any

from donations.actions.appeals import render_appeal, write_appeal
from donations.models import Appeal


def make_letter(slug: str = "free", amounts: tuple[tuple[str, int, str], ...] = (), **fields: Any) -> Appeal:
    """Return an appeal written by the action; `amounts` are (interval, minor units, impact)."""
    known = {
        "title": "Keep the ferry reporter on the ferry",
        "message": "<p>She is aboard every day.</p><p>Fuel has doubled.</p>",
        "currency": "USD",
    }
    appeal = write_appeal(Appeal(slug=slug, **known | fields))
    for interval, amount, impact in amounts:
        appeal.suggestions.create(interval=interval, amount=amount, impact=impact)
    render_appeal(appeal)
    return appeal
