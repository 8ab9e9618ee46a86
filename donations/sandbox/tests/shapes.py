"""Whether an object has the shape that the package's classes declare: keys, types and literals, however deep."""

import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from stripe import ListObject, StripeObject
from stripe._object_classes import OBJECT_CLASSES, get_object_class
from stripe._stripe_object import UntypedStripeObject


class _Names(dict[str, Any]):
    """The package's classes by name, as a module of it knows them for its type checker only: its neighbours first."""

    def __init__(self, module: str) -> None:
        super().__init__()
        self._package = module.rpartition(".")[0]

    def __missing__(self, name: str) -> Any:
        plain, package = name.removesuffix("Resource"), self._package
        if plain.startswith("Issuing"):  # as IssuingDisputeResource
            plain, package = plain.removeprefix("Issuing"), "stripe.issuing"
        places = [module for module, known in OBJECT_CLASSES.values() if known == plain]
        if not places:
            raise KeyError(name)
        places.sort(key=lambda place: (place.rpartition(".")[0] != package, place.count(".")))
        return getattr(import_module(places[0]), plain)


def faults_of(thing: Any, where: str = "") -> list[str]:
    """Return what is wrong with one of Stripe's objects, by what it says it is."""
    kind = str(thing.get("object")) if isinstance(thing, dict) else ""
    declared = get_object_class("V1", kind)
    if declared is StripeObject:
        return [f"{where or kind}: no object of Stripe's"]
    if thing.get("deleted"):
        return []
    return _of_class(thing, declared, where or kind)


def _of_class(thing: Any, declared: Any, where: str) -> list[str]:
    if not isinstance(thing, dict):
        return [f"{where}: {thing!r} is no {declared.__name__}"]
    fields = _fields(declared)
    found = [f"{where}.{name}: unknown to the package" for name in thing if name not in fields]
    for name, annotation in fields.items():
        if name in thing:
            found += _of_value(thing[name], annotation, f"{where}.{name}")
        elif not _allows_nothing(annotation):
            found.append(f"{where}.{name}: missing")
    return found


def _of_value(value: Any, annotation: Any, where: str) -> list[str]:
    choices = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    literals = [one for choice in choices if get_origin(choice) is Literal for one in get_args(choice)]
    # Enums are written `Literal[...] | str`; what we say ourselves keeps to the literals.
    closed = [choice for choice in choices if not (choice is str and literals)]
    problems = [_of_choice(value, choice, where) for choice in closed]
    return min(problems, key=len) if problems else []


def _of_choice(value: Any, choice: Any, where: str) -> list[str]:
    origin = get_origin(choice)
    if origin in _READERS:
        return _READERS[origin](value, get_args(choice), where)
    if choice is Any or isinstance(choice, TypeVar):
        return []
    if choice in {NoneType, None}:
        return [] if value is None else [f"{where}: {value!r} is not null"]
    if isinstance(choice, type) and issubclass(choice, StripeObject):
        return _of_class(value, choice, where)
    return _of_plain(value, choice, where)


def _of_literals(value: Any, allowed: tuple[Any, ...], where: str) -> list[str]:
    return [] if value in allowed else [f"{where}: {value!r} is none of {allowed[:9]}"]


def _of_array(value: Any, inner: tuple[Any, ...], where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: {value!r} is no list"]
    return [fault for one in value for fault in _of_value(one, inner[0], f"{where}[]")]


def _of_plain(value: Any, choice: Any, where: str) -> list[str]:
    if choice is Decimal:  # a decimal travels as text
        try:
            return (
                []
                if isinstance(value, str) and Decimal(value) == Decimal(value)
                else [f"{where}: {value!r} is no decimal"]
            )
        except InvalidOperation:
            return [f"{where}: {value!r} is no decimal"]
    fine = isinstance(value, choice) and not (choice in {int, float} and isinstance(value, bool))
    if choice is float:
        fine = fine or (isinstance(value, int) and not isinstance(value, bool))
    return [] if fine else [f"{where}: {value!r} is no {choice.__name__}"]


def _of_pairs(value: Any, inner: tuple[Any, ...], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no object"]
    return [fault for name, one in value.items() for fault in _of_value(one, inner[0], f"{where}.{name}")]


def _of_list(value: Any, inner: tuple[Any, ...], where: str) -> list[str]:
    if not isinstance(value, dict) or value.get("object") != "list":
        return [f"{where}: {value!r} is no list object"]
    missing = [f"{where}.{name}: missing" for name in ("data", "has_more", "url") if name not in value]
    return missing + [fault for one in value["data"] for fault in _of_value(one, inner[0], f"{where}.data[]")]


def _allows_nothing(annotation: Any) -> bool:
    return get_origin(annotation) in {Union, UnionType} and NoneType in get_args(annotation)


@cache
def _fields(declared: Any) -> dict[str, Any]:
    own = {name: what for name, what in vars(declared).get("__annotations__", {}).items() if not name.startswith("_")}
    own = {name: what for name, what in own.items() if get_origin(what) is not ClassVar}
    module = vars(sys.modules[declared.__module__])
    return get_type_hints(SimpleNamespace(__annotations__=own), module, _Names(declared.__module__))


_READERS: dict[Any, Callable[[Any, tuple[Any, ...], str], list[str]]] = {
    Literal: _of_literals,
    list: _of_array,
    UntypedStripeObject: _of_pairs,
    ListObject: _of_list,
}
