"""The donate page as its template takes it: what was typed, by hand or by a link, and what can be chosen."""

from collections.abc import Mapping
from typing import Any

from donations import asking, money
from donations.actions.policy import fixed_fee, policy
from donations.forms import OWN, GiveForm, covered, currencies, home_currency
from donations.models import Appeal, Gift, Suggestion
from donations.models.appeal import DONATE
from press.web.remember import remembered_as

_WORDS = (
    *("interval", "currency", "amount", "cover", "name", "email", "postal_address", "tribute", "tribute_name"),
    *("tribute_tell", "comment", "anonymous", "wants_mail", "website", "article", "placement"),
    *(f"pick-{interval}" for interval in Gift.Interval.values),
)
_LONGEST = 2000
# What stands in the part of the form that opens.
_DETAILS = ("name", "email", "postal_address", "anonymous", "wants_mail")
_TRIBUTE = ("tribute", "tribute_name", "tribute_tell", "comment")


def typed_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what a form or a link says, shortened to what a field may hold."""
    return {name: str(data.get(name, ""))[:_LONGEST].replace("\0", "") for name in _WORDS}


def typed_of(gift: Gift) -> dict[str, str]:
    """Return a gift as its form was sent."""
    return typed_in(
        {
            "interval": gift.interval,
            "currency": gift.currency,
            "amount": money.plain(gift.meant, gift.currency),
            "cover": "on" if gift.amount != gift.meant else "",
            "name": gift.name,
            "email": gift.email,
            "postal_address": gift.postal_address,
            "tribute": gift.tribute,
            "tribute_name": gift.tribute_name,
            "tribute_tell": gift.tribute_tell,
            "comment": gift.comment,
            "anonymous": "on" if gift.anonymous else "",
            "wants_mail": "on" if gift.wants_mail else "",
            "article": str(gift.article_id or ""),
            "placement": gift.placement,
        }
    )


def page_of(appeal: Appeal | None, typed: dict[str, str], *, form: GiveForm | None = None) -> dict[str, Any]:
    """Return the page's context, but for its token and what went wrong as a whole."""
    home = home_currency(appeal)
    typed = dict(typed)
    typed["currency"] = typed["currency"].upper() if typed["currency"].upper() in currencies(appeal) else home
    typed["interval"] = typed["interval"] if typed["interval"] in Gift.Interval.values else Gift.Interval.ONCE
    groups = _groups(appeal, typed)
    errors = {name: " ".join(map(str, sentences)) for name, sentences in form.errors.items()} if form else {}
    sum_chosen = _chosen(typed)
    return {
        "appeal": appeal,
        "letter": asking.shown(asking.with_progress([appeal])[0], DONATE) if appeal else "",
        "typed": typed,
        "errors": errors,
        "groups": groups,
        "home": home,
        "currencies": _named(home),
        "rate": _rate(typed["currency"]),
        "fee": _fee(sum_chosen, typed["currency"]),
        "opens_details": any(typed[name] for name in _DETAILS) or bool({*errors} & {*_DETAILS}),
        "opens_tribute": any(typed[name] for name in _TRIBUTE) or bool({*errors} & {*_TRIBUTE}),
    }


def told_sum(text: str, currency: str) -> dict[str, str] | None:
    """Return a sum, its fee and both together as the page prints them; None for what is no sum."""
    try:
        meant = money.parse(text, currency)
    except money.NotAnAmount:
        return None
    return {
        "sum": money.money(meant, currency, short=True),
        "fee": _fee(meant, currency),
        "total": money.money(covered(meant, currency), currency, short=True),
    }


def _groups(appeal: Appeal | None, typed: dict[str, str]) -> list[dict[str, Any]]:
    """Return the suggestions by interval, the one that is chosen marked; what is typed beside them stays typed."""
    if appeal is None:
        return []
    rows: dict[str, list[dict[str, Any]]] = {}
    for interval, amount, impact in _suggestions(appeal):
        value = money.plain(amount, appeal.currency)
        rows.setdefault(interval, []).append(
            {"value": value, "sum": money.money(amount, appeal.currency, short=True), "impact": impact}
        )
    at_home = typed["currency"] == appeal.currency
    groups = []
    for interval, found in rows.items():
        picked = typed[f"pick-{interval}"]
        if at_home and not picked and interval == typed["interval"] and typed["amount"]:
            # A link's amount is one of ours, or is typed for the reader.
            values = [row["value"] for row in found]
            picked = typed["amount"] if typed["amount"] in values else OWN
            if picked != OWN:
                typed["amount"] = ""
            typed[f"pick-{interval}"] = picked
        for row in found:
            row["is_picked"] = row["value"] == picked
        groups.append(
            {"interval": interval, "rows": found, "is_shown": interval == typed["interval"], "own": picked == OWN}
        )
    return groups


def _suggestions(appeal: Appeal) -> list[tuple[str, int, str]]:
    def ask() -> list[tuple[str, int, str]]:
        order = {interval: place for place, interval in enumerate(Suggestion.Interval.values)}
        rows = appeal.suggestions.order_by("amount").values_list("interval", "amount", "impact")
        return sorted(rows, key=lambda row: order[row[0]])

    return remembered_as(("suggestions", appeal.pk), ask)


def _named(home: str) -> list[tuple[str, str]]:
    """Return the page's currencies with their names."""
    return remembered_as(
        ("currencies", home),
        lambda: [(code, money.currency_name(code)) for code in dict.fromkeys([home, *money.OFFERED])],
    )


def _chosen(typed: dict[str, str]) -> int | None:
    pick = typed[f"pick-{typed['interval']}"]
    try:
        return money.parse(typed["amount"] if pick in {"", OWN} else pick, typed["currency"])
    except money.NotAnAmount:
        return None


def _fee(meant: int | None, currency: str) -> str:
    return money.money(covered(meant, currency) - meant, currency) if meant else ""


def _rate(currency: str) -> str:
    """Return the standard rate in words: 2.9 % + $0.30."""
    points = policy().fee_basis_points
    share = f"{points // 100}.{points % 100:02d}".rstrip("0").rstrip(".")
    return f"{share} % + {money.money(fixed_fee(currency), currency)}"
