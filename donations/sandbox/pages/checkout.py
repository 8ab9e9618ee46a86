"""The hosted checkout page: what is asked for, and a button for each thing that can come of it."""

from donations.sandbox import sessions
from donations.sandbox.pages.html import money, page, text, token_field
from donations.sandbox.store import Thing
from donations.sandbox.world import World

_WORDS = {"donate": "Donate", "book": "Book", "subscribe": "Subscribe", "pay": "Pay"}
_EVERY = {"day": "every day", "week": "every week", "month": "every month", "year": "every year"}
_OTHERS = (
    ("declined", "Card is declined", "The page stays open; another card may be tried."),
    ("asks", "Bank asks first", "3-D Secure: one more page, on which the bank is answered."),
    ("pays-once", "Card that pays once", "Taken today; the next renewal is declined."),
    ("bank", "Bank debit that arrives", "On its way until the desk settles it."),
    ("bank-fails", "Bank debit that comes back", "On its way, then returned when the desk settles it."),
)


def show(world: World, session: Thing, *, declined: bool = False) -> str:
    if session["status"] == "complete":
        return _closed("This is done", "The session is complete.", session)
    if session["status"] == "expired":
        return _closed("This has expired", "Nothing was charged. Start again where you came from.", session)
    if session.get("_asking"):
        return _question(world, session)
    amount = money(session["amount_total"], session["currency"])
    recurring = session["_lines"][0]["price"]["recurring"]
    rhythm = _EVERY[recurring["interval"]] if recurring else ""
    word = _WORDS.get(session["submit_type"] or "", "Subscribe" if recurring else "Pay")
    label = f"{word} {amount} {rhythm}".strip()
    lines = "".join(_line(line) for line in session["_lines"])
    alarm = (
        '<p class="alarm" role="alert">The card was declined. Nothing was charged; try another.</p>' if declined else ""
    )
    message = session["custom_text"]["submit"]
    note = f'<p class="quiet">{text(message["message"])}</p>' if message else ""
    others = "".join(
        f'<li><button type="submit" name="how" value="{how}" class="quiet">{label}</button><span>{what}</span></li>'
        for how, label, what in _OTHERS
    )
    body = f"""<main>
<section class="order" aria-labelledby="total">
<h1 id="total"><span class="sum">{amount}</span> {rhythm}</h1>
<ul class="lines">{lines}</ul>
</section>
<section class="pay">
{alarm}
<form method="post" action="/c/pay/{session["id"]}">
{token_field(world, f"/c/pay/{session['id']}")}
<p><label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="email" value="{text(session["customer_email"] or "")}"></p>
<p><label for="name">Name on the card</label>
<input id="name" name="name" type="text" autocomplete="cc-name"></p>
<p class="card"><span>Card</span> <span class="number">4242 4242 4242 4242</span> <span>12 / 34</span></p>
{note}
<p><button type="submit" name="how" value="card" class="main">{label}</button></p>
<h2>Or let something else happen</h2>
<ul class="ways">{others}</ul>
<p><button type="submit" name="how" value="back" class="link" formnovalidate>Go back without paying</button></p>
</form>
</section>
</main>"""
    return page(f"{word} {amount}", body, classname="checkout")


def do(world: World, session: Thing, form: dict[str, str]) -> str:
    """Do what a button says; return the address to show next."""
    here = f"/c/pay/{session['id']}"
    how = form.get("how", "")
    if how == "back" and session["status"] == "open":
        return sessions.back(session)
    if session["status"] == "expired":
        return here
    if how in {"confirm", "refuse"}:
        outcome = sessions.answer(world, session, confirmed=how == "confirm")
    else:
        outcome = sessions.pay(
            world, session, how or "card", name=form.get("name") or None, email=form.get("email") or None
        )
    if outcome == "declined":
        return f"{here}?declined"
    return here if outcome == "asked" else sessions.back(session)


def _question(world: World, session: Thing) -> str:
    amount = money(session["amount_total"], session["currency"])
    body = f"""<main>
<h1>Your bank asks</h1>
<p>Do you want to pay {amount}? A bank would send a code now (3-D Secure).</p>
<form method="post" action="/c/pay/{session["id"]}">
{token_field(world, f"/c/pay/{session['id']}")}
<p><button type="submit" name="how" value="confirm" class="main">Yes, it is me</button></p>
<p><button type="submit" name="how" value="refuse" class="quiet">No, stop this</button></p>
</form>
</main>"""
    return page("Your bank asks", body, classname="narrow")


def _closed(title: str, words: str, session: Thing) -> str:
    link = f'<p><a href="{text(sessions.back(session))}">Go on</a></p>'
    return page(title, f"<main><h1>{title}</h1><p>{words}</p>{link}</main>", classname="narrow")


def _line(line: Thing) -> str:
    count = f" × {line['quantity']}" if line["quantity"] > 1 else ""
    named = f"{text(line['description'])}{count}"
    return f"<li><span>{named}</span> <span>{money(line['amount_total'], line['currency'])}</span></li>"
