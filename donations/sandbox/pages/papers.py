"""The papers that charges and invoices link to."""

from donations.sandbox.pages.html import moment, money, page, text
from donations.sandbox.store import Thing
from donations.sandbox.world import World


def receipt(_world: World, charge: Thing) -> str:
    """Stripe's own receipt of a charge, which is no tax receipt."""
    rows = [("Paid", money(charge["amount"], charge["currency"])), ("When", moment(charge["created"]))]
    if charge["amount_refunded"]:
        rows.append(("Refunded", money(charge["amount_refunded"], charge["currency"])))
    return _paper("Receipt", [*rows, ("For", charge["description"] or "a gift"), ("Charge", charge["id"])])


def invoice(_world: World, invoice: Thing) -> str:
    rows = [("Number", invoice["number"] or "a draft"), ("State", invoice["status"])]
    rows += [("Due", money(invoice["amount_due"], invoice["currency"])), ("Made", moment(invoice["created"]))]
    return _paper("Invoice", rows)


def _paper(title: str, rows: list[tuple[str, str]]) -> str:
    listed = "".join(f"<dt>{text(name)}</dt><dd>{text(value)}</dd>" for name, value in rows)
    return page(title, f"<main><h1>{title}</h1><dl>{listed}</dl></main>", classname="narrow")
