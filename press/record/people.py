"""Who does something: the little that an action needs to know of a person, whatever model stands for people."""

from typing import Any, Protocol


class Person(Protocol):
    """Someone who may act. Actions ask for permissions and sign the history; they never look further."""

    pk: Any

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...
