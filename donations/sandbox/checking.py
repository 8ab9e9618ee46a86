"""Whether a request says what Stripe's API lets it say, by the parameters that the installed `stripe` package declares.

The package writes enums as `Literal[...] | str`, for the sake of those who run an older one; the API takes the literals
only, so they are taken as closed. RequestOptions, which most declarations inherit, are headers and no parameters.
"""

import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from types import SimpleNamespace, UnionType
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from stripe import RequestOptions

from donations.sandbox.errors import Refused

_METADATA_KEYS, _METADATA_NAME, _METADATA_VALUE = 50, 40, 500  # https://docs.stripe.com/api/metadata


def check(declared: type, given: dict[str, Any], inside: str = "") -> dict[str, Any]:
    """Return the parameters with the types they are declared with, or refuse the first that is wrong."""
    fields = _fields(declared)
    unknown = [_join(inside, name) for name in given if name not in fields]
    if unknown:
        word = "parameter" if len(unknown) == 1 else "parameters"
        message = f"Received unknown {word}: {', '.join(unknown)}"
        raise Refused(message, code="parameter_unknown", param=unknown[0])
    for name, (_annotation, required) in fields.items():
        if required and name not in given:
            where = _join(inside, name)
            raise Refused(f"Missing required param: {where}.", code="parameter_missing", param=where)
    return {name: _read(value, fields[name][0], _join(inside, name)) for name, value in given.items()}


@cache
def _fields(declared: type) -> dict[str, tuple[Any, bool]]:
    """Return what a TypedDict of the package declares: by name, the annotation and whether it is required."""
    options = set(RequestOptions.__annotations__)
    annotations = {name: what for name, what in declared.__annotations__.items() if name not in options}
    module = vars(sys.modules[declared.__module__])
    hints = get_type_hints(SimpleNamespace(__annotations__=annotations), module, include_extras=True)
    required: frozenset[str] = getattr(declared, "__required_keys__", frozenset())
    return {name: (what, name in required) for name, what in hints.items()}


@cache
def _choices(annotation: Any) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Return the literals and the other types that an annotation allows."""
    while get_origin(annotation) in {NotRequired, Required}:
        annotation = get_args(annotation)[0]
    literals: list[str] = []
    types: list[Any] = []
    for choice in get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,):
        if get_origin(choice) is Literal:
            literals += map(str, get_args(choice))
        else:
            types.append(choice)
    if any(literals) and str in types:
        types.remove(str)
    return tuple(literals), tuple(types)


def _read(value: Any, annotation: Any, name: str) -> Any:
    literals, types = _choices(annotation)
    if isinstance(value, dict):
        return _read_object(value, types, name)
    if value in literals:
        return value
    if value == "":
        raise Refused(
            f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset a parameter; "
            f"however '{name}' cannot be unset. You should remove '{name}' from your request or supply a non-empty "
            "value.",
            code="parameter_invalid_empty",
            param=name,
        )
    return _read_text(value, literals, types, name)


def _read_text(value: str, literals: tuple[str, ...], types: tuple[Any, ...], name: str) -> Any:
    for kind, read in _READERS.items():
        if kind in types and (found := read(value)) is not None:
            return found
    raise _unreadable(value, literals, types, name)


def _unreadable(value: str, literals: tuple[str, ...], types: tuple[Any, ...], name: str) -> Refused:
    if int in types:
        return Refused(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
    if bool in types:
        return Refused(f"Invalid boolean: {value}", param=name)
    if {float, Decimal} & set(types):
        return Refused(f"Invalid decimal: {value}", param=name)
    if any(literals):
        return Refused(f"Invalid {name}: must be one of {_one_of([word for word in literals if word])}", param=name)
    return Refused("Invalid array" if any(get_origin(kind) is list for kind in types) else "Invalid object", param=name)


def _read_object(value: dict[str, Any], types: tuple[Any, ...], name: str) -> Any:
    for kind in types:
        if get_origin(kind) is list and all(key.isdecimal() for key in value):
            (inner,) = get_args(kind)
            return [_read(value[key], inner, f"{name}[{key}]") for key in sorted(value, key=int)]
        if hasattr(kind, "__required_keys__"):
            return check(kind, value, name)
        if get_origin(kind) is dict:
            return _read_pairs(value, get_args(kind)[1], name)
    raise Refused(f"Invalid string: {value}", param=name)


def _read_pairs(value: dict[str, Any], inner: Any, name: str) -> dict[str, Any]:
    if inner is not str:
        return {key: _read(text, inner, f"{name}[{key}]") for key, text in value.items()}
    if len(value) > _METADATA_KEYS:
        raise Refused(f"You can only have up to {_METADATA_KEYS} metadata keys.", param=name)
    for key, text in value.items():
        if not isinstance(text, str):
            raise Refused(
                "Metadata values must be strings, but for key '" + key + "' you passed in an object", param=name
            )
        if len(key) > _METADATA_NAME:
            raise Refused(f"Metadata keys must be under {_METADATA_NAME} characters: {key}", param=f"{name}[{key}]")
        if len(text) > _METADATA_VALUE:
            raise Refused(
                f"Metadata values can have up to {_METADATA_VALUE} characters, but you passed in a value that is "
                f"{len(text)} characters.",
                param=f"{name}[{key}]",
            )
    return value


def _integer(value: str) -> int | None:
    return int(value) if value.isascii() and value.removeprefix("-").isdecimal() else None


def _boolean(value: str) -> bool | None:
    return {"true": True, "false": False}.get(value)


def _decimal(value: str) -> str | None:
    try:
        return str(Decimal(value)) if Decimal(value).is_finite() else None
    except InvalidOperation:
        return None


def _float(value: str) -> float | None:
    return float(value) if _decimal(value) is not None else None


_READERS: dict[Any, Callable[[str], Any]] = {
    int: _integer,
    bool: _boolean,
    float: _float,
    Decimal: _decimal,
    str: lambda value: value,
}


def _join(inside: str, name: str) -> str:
    return f"{inside}[{name}]" if inside else name


def _one_of(words: list[str]) -> str:
    return " or ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])}, or {words[-1]}"
