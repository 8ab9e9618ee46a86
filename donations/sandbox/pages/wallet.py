"""The billing portal's page: the card on file, and another one in its place."""

from donations.sandbox import portal
from donations.sandbox.pages.html import page, text, token_field
from donations.sandbox.store import Thing
from donations.sandbox.world import World


def show(world: World, session: Thing, *, changed: bool) -> str:
    customer = world.get("customer", session["customer"])
    number = customer["invoice_settings"]["default_payment_method"]
    method = world.store.get(number) if number else None
    card = (
        f"•••• {method[method['type']]['last4']}" if method else "none of its own; each gift has the card it began with"
    )
    told = '<p class="note" role="status">The card was changed.</p>' if changed else ""
    back = f'<p><a href="{text(session["return_url"])}">Back</a></p>' if session["return_url"] else ""
    body = f"""<main>
<h1>Your card</h1>
{told}
<dl><dt>Email</dt><dd>{text(customer["email"] or "not known")}</dd><dt>Default card</dt><dd>{card}</dd></dl>
<form method="post" action="/p/session/{session["id"]}">
{token_field(world, f"/p/session/{session['id']}")}
<p><button type="submit" name="how" value="card" class="main">Use a card that works, 4242</button></p>
<p><button type="submit" name="how" value="declined" class="quiet">Use a card that will be declined, 0002</button></p>
</form>
{back}
</main>"""
    return page("Your card", body, classname="narrow")


def do(world: World, session: Thing, form: dict[str, str]) -> str:
    """Change the card; return the address to show next."""
    portal.change_card(world, session, "declined" if form.get("how") == "declined" else "card")
    completion = (session["flow"] or {}).get("after_completion", {})
    if completion.get("type") == "redirect":
        return str(completion["redirect"]["return_url"])
    return f"/p/session/{session['id']}?changed"
