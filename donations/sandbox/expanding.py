"""`expand[]`: ids in an answer that are replaced by what they name, and lists that are included only when asked for."""

from collections.abc import Callable
from typing import Any

from stripe._object_classes import get_object_class

from donations.sandbox.errors import Refused
from donations.sandbox.store import Thing
from donations.sandbox.world import World, public

_DEEPEST = 4
_NEVER = ("id", "object", "url", "status", "currency", "type")


def answer(world: World, thing: Thing, wanted: list[str]) -> Thing:
    """Return what leaves the sandbox: expanded as asked, without what is its own."""
    for path in wanted:
        if path.count(".") >= _DEEPEST:
            raise Refused("You cannot expand more than 4 levels of a property.", param="expand")
        _expand(world, thing, path.split("."))
    told: Thing = public(thing)
    return told


def _expand(world: World, thing: Any, path: list[str]) -> None:
    if isinstance(thing, list):
        for one in thing:
            _expand(world, one, path)
        return
    name, *rest = path
    if not isinstance(thing, dict) or name in _NEVER:
        raise _no_object(name)
    # A list that another path of the same call has included keeps what that has expanded.
    if (thing.get("object"), name) in _INCLUDED and not isinstance(thing.get(name), dict):
        thing[name] = _INCLUDED[thing["object"], name](world, thing)
    if name not in thing:
        if _declares(thing, name):
            return  # it has none today
        raise _no_object(name, in_list=thing.get("object") == "list")
    thing[name] = _found(world, thing[name], name, last=not rest)
    if rest and thing[name] is not None:
        _expand(world, thing[name], rest)


def _found(world: World, value: Any, name: str, *, last: bool) -> Any:
    """Return what an id names; what is no id, and no object either, has nothing to expand at its end."""
    found = world.store.get(value) if isinstance(value, str) else value
    is_object = isinstance(found, dict) and "object" in found
    if (last and found is not None and not is_object) or (isinstance(value, str) and found is None):
        raise _no_object(name)
    return found


def _no_object(name: str, *, in_list: bool = False) -> Refused:
    hint = f" You may want to try expanding 'data.{name}' instead." if in_list else ""
    return Refused(f"This property cannot be expanded ({name}).{hint}", param="expand")


def _declares(thing: Thing, name: str) -> bool:
    """Return whether things of this kind may have such a field, by the package."""
    declared = get_object_class("V1", str(thing.get("object")))
    return name in declared.__annotations__


def _line_items(_world: World, session: Thing) -> Thing:
    return _list(session["_lines"], f"/v1/checkout/sessions/{session['id']}/line_items")


def _refunds(world: World, charge: Thing) -> Thing:
    return _list(world.store.each("refund", charge=charge["id"]), f"/v1/charges/{charge['id']}/refunds")


def _payments(world: World, invoice: Thing) -> Thing:
    found = world.store.each("invoice_payment", invoice=invoice["id"])
    return _list(found, f"/v1/invoice_payments?invoice={invoice['id']}")


def _subscriptions(world: World, customer: Thing) -> Thing:
    found = world.store.each("subscription", customer=customer["id"])
    standing = [one for one in found if one["status"] not in {"canceled", "incomplete_expired"}]
    return _list(standing, f"/v1/customers/{customer['id']}/subscriptions")


def _list(found: list[Thing], url: str) -> Thing:
    return {"object": "list", "data": found, "has_more": False, "url": url}


_INCLUDED: dict[tuple[str, str], Callable[[World, Thing], Thing]] = {
    ("checkout.session", "line_items"): _line_items,
    ("charge", "refunds"): _refunds,
    ("invoice", "payments"): _payments,
    ("customer", "subscriptions"): _subscriptions,
}
