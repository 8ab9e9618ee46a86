"""The control page: what happened, and the buttons that make more happen."""

from collections.abc import Sequence

from donations.sandbox import control, faults
from donations.sandbox.errors import Refused
from donations.sandbox.pages.html import moment, money, page, text, token_field
from donations.sandbox.world import World

_SHOWN = 25
_ID = object()  # stands for the id of the row whose button it is
# What each button does: a deed of control.py, what is given to it, and the part of the page that shows it.
_BUTTONS: dict[str, tuple[str, dict[str, object], str]] = {
    "day": ("advance", {"days": 1}, ""),
    "month": ("advance", {"months": 1}, ""),
    "renewal": ("advance", {"to": "renewal"}, ""),
    "settle": ("settle", {}, ""),
    "payout": ("payout", {}, ""),
    "refund": ("refund", {"charge": _ID}, "charges"),
    "fail_refund": ("fail_refund", {"refund": _ID}, "refunds"),
    "dispute": ("dispute", {"charge": _ID}, "disputes"),
    "won": ("close_dispute", {"dispute": _ID, "won": True}, "disputes"),
    "lost": ("close_dispute", {"dispute": _ID, "won": False}, "disputes"),
    "card_fails": ("card_fails", {"subscription": _ID}, "subscriptions"),
    "card_works": ("card_fails", {"subscription": _ID, "works": True}, "subscriptions"),
    "resend": ("resend", {"event": _ID}, "events"),
}


def show(world: World) -> str:
    mark = token_field(world, "/do")
    body = f"""<main>
<h1>The sandbox</h1>
<p>Its clock says <strong>{moment(world.now())}</strong>.</p>
<section><h2>Time and money</h2>
<form method="post" action="/do" class="row">{mark}
<button type="submit" name="deed" value="day" class="quiet">A day on</button>
<button type="submit" name="deed" value="month" class="quiet">A month on</button>
<button type="submit" name="deed" value="renewal" class="quiet">To the next renewal</button>
<button type="submit" name="deed" value="settle" class="quiet">Settle the bank debits</button>
<button type="submit" name="deed" value="payout" class="quiet">Pay out</button>
</form></section>
{_charges(world, mark)}
{_subscriptions(world, mark)}
{_sessions(world)}
{_refunds(world, mark)}
{_disputes(world, mark)}
{_payouts(world)}
{_events(world, mark)}
{_faults(world, mark)}
</main>"""
    return page("The sandbox", body, classname="desk")


def do(world: World, form: dict[str, str]) -> str:
    """Do what a button says; return the place of the page to show next."""
    deed, number = form.get("deed", ""), form.get("id", "")
    if deed == "faults":
        control.respond(world, "POST", "faults", _faults_of(form))
        return "/#faults"
    if deed not in _BUTTONS:
        raise Refused("There is no such button.")
    name, given, place = _BUTTONS[deed]
    control.respond(world, "POST", name, {key: number if value is _ID else value for key, value in given.items()})
    return f"/#{place}"


def _faults_of(form: dict[str, str]) -> dict[str, float]:
    try:
        given = {name: float(form.get(name) or 0) for name in faults.NONE}
    except ValueError:
        raise Refused("Faults are numbers.") from None
    return {name: int(value) if value == int(value) else value for name, value in given.items()}


def _charges(world: World, mark: str) -> str:
    rows = []
    for charge in world.store.each("charge")[:_SHOWN]:
        state = charge["status"]
        if charge["amount_refunded"]:
            state = (
                "refunded" if charge["refunded"] else f"{money(charge['amount_refunded'], charge['currency'])} refunded"
            )
        if charge["disputed"]:
            dispute = world.store.each("dispute", charge=charge["id"])[0]
            state += f", disputed ({dispute['status'].replace('_', ' ')})"
        buttons = ""
        if charge["status"] == "succeeded" and not charge["refunded"] and not charge["disputed"]:
            buttons = _buttons(mark, charge["id"], ("refund", "Refund"), ("dispute", "Dispute"))
        sum_of_it = money(charge["amount"], charge["currency"])
        who = text(charge["billing_details"]["email"] or "")
        rows.append((moment(charge["created"]), sum_of_it, text(state), buttons, who, _code(charge["id"])))
    return _table("charges", "Charges", ("When", "Amount", "State", "Do", "Who", "Id"), rows)


def _subscriptions(world: World, mark: str) -> str:
    rows = []
    for one in world.store.each("subscription")[:_SHOWN]:
        item = one["items"]["data"][0]
        price = item["price"]
        each = f"{money(price['unit_amount'] * item['quantity'], price['currency'])} a {price['recurring']['interval']}"
        state = one["status"]
        if one["pause_collection"]:
            state += ", paused"
        if one["cancel_at_period_end"] and one["status"] != "canceled":
            state += ", ends with its period"
        buttons = ""
        if one["status"] not in {"canceled", "incomplete_expired"}:
            buttons = _buttons(mark, one["id"], ("card_fails", "Let its card fail"), ("card_works", "Let it work"))
        rows.append((moment(item["current_period_end"]), each, text(state), buttons, _code(one["id"])))
    return _table("subscriptions", "Standing gifts", ("Period ends", "Amount", "State", "Do", "Id"), rows)


def _sessions(world: World) -> str:
    rows = []
    for one in world.store.each("checkout.session")[:_SHOWN]:
        link = f'<a href="/c/pay/{one["id"]}">Open</a>' if one["status"] == "open" else ""
        sum_of_it = money(one["amount_total"], one["currency"])
        state = f"{one['status']}, {one['payment_status']}"
        rows.append((moment(one["created"]), sum_of_it, text(state), link, _code(one["id"])))
    return _table("sessions", "Checkout sessions", ("When", "Amount", "State", "Do", "Id"), rows)


def _refunds(world: World, mark: str) -> str:
    rows = []
    for one in world.store.each("refund")[:_SHOWN]:
        buttons = _buttons(mark, one["id"], ("fail_refund", "Let it come back")) if one["status"] == "succeeded" else ""
        sum_of_it = money(one["amount"], one["currency"])
        rows.append((moment(one["created"]), sum_of_it, text(one["status"]), buttons, _code(one["id"])))
    return _table("refunds", "Refunds", ("When", "Amount", "State", "Do", "Id"), rows)


def _disputes(world: World, mark: str) -> str:
    rows = []
    for one in world.store.each("dispute")[:_SHOWN]:
        closed = one["status"] in {"won", "lost"}
        buttons = "" if closed else _buttons(mark, one["id"], ("won", "We win"), ("lost", "We lose"))
        sum_of_it = money(one["amount"], one["currency"])
        rows.append((moment(one["created"]), sum_of_it, text(one["status"]), buttons, _code(one["id"])))
    return _table("disputes", "Disputes", ("When", "Amount", "State", "Do", "Id"), rows)


def _payouts(world: World) -> str:
    rows = []
    for one in world.store.each("payout")[:_SHOWN]:
        row = (moment(one["created"]), money(one["amount"], one["currency"]), text(one["status"]), _code(one["id"]))
        rows.append(row)
    return _table("payouts", "Payouts", ("When", "Amount", "State", "Id"), rows)


def _events(world: World, mark: str) -> str:
    rows = []
    for one in world.store.each("event")[:_SHOWN]:
        found = world.store.execute("SELECT state, tries, said FROM delivery WHERE event = ?", one["id"])
        told = "; ".join(f"{state} after {tries}: {said}" if tries else state for state, tries, said in found)
        buttons = _buttons(mark, one["id"], ("resend", "Post again")) if found else ""
        rows.append((moment(one["created"]), text(one["type"]), text(told or "listed only"), buttons, _code(one["id"])))
    return _table("events", "Events", ("When", "Type", "Posted", "Do", "Id"), rows)


def _faults(world: World, mark: str) -> str:
    now = faults.now(world.store)
    labels = {
        "duplicate": "Post each event this many times more",
        "reorder": "Post in random order (1 for yes)",
        "delay": "Seconds before posting",
        "drop": "Next events never to post",
        "late_balance": "Book cards late too (1 for yes)",
        "fail": "Next API calls to fail",
        "fail_status": "With this status (500, 429)",
        "fail_after": "After doing what was asked (1 for yes)",
        "hang": "Next API calls to hang",
        "hang_seconds": "For this many seconds",
    }
    fields = "".join(
        f'<p><label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="text" inputmode="decimal" value="{float(now[name]):g}"></p>'
        for name, label in labels.items()
    )
    return f"""<section id="faults"><h2>Faults</h2>
<form method="post" action="/do" class="faults">{mark}{fields}
<p><button type="submit" name="deed" value="faults" class="main">Have these faults</button></p></form></section>"""


def _buttons(mark: str, number: str, *deeds: tuple[str, str]) -> str:
    inside = "".join(
        f'<button type="submit" name="deed" value="{deed}" class="small">{label}</button>' for deed, label in deeds
    )
    return f'<form method="post" action="/do">{mark}<input type="hidden" name="id" value="{number}">{inside}</form>'


def _code(number: str) -> str:
    return f"<code>{text(number)}</code>"


def _table(name: str, title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<section id="{name}"><h2 id="{name}-title">{title}</h2>'
        f'<div class="wide" role="region" aria-labelledby="{name}-title" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )
