"""Form encoding as Stripe's API reads it: `a[b][0]=c` is {"a": {"b": {"0": "c"}}}, and `a[]=c` appends."""

from typing import Any
from urllib.parse import parse_qsl

from donations.sandbox.errors import Refused


def decode(text: str) -> dict[str, Any]:
    decoded: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=2000):
        head, *rest = name.split("[")
        keys = [head, *(part.removesuffix("]") for part in rest)]
        inside: Any = decoded
        for key in keys[:-1]:
            inside = inside.setdefault(key or str(len(inside)), {})
            if not isinstance(inside, dict):
                raise Refused(f"Invalid object: {name}", param=name)
        inside[keys[-1] or str(len(inside))] = value
    return decoded
