"""What is wrong with a form, as one list of links to the fields, for the top of a page."""

from typing import Any, TypedDict


class Complaint(TypedDict):
    """One error: where it is (an id, or nothing when it speaks of the whole), the field's name, the sentence."""

    at: str
    label: str
    sentence: str


def complaints(form: Any) -> list[Complaint]:
    """Return a bound form's errors in the order of its fields."""
    if not form.is_bound:
        return []
    whole = [Complaint(at="", label="", sentence=str(error)) for error in form.non_field_errors()]
    fields = [
        Complaint(at=_first_input(bound), label=str(bound.label), sentence=str(error))
        for bound in form
        for error in bound.errors
    ]
    return [*whole, *fields]


def _first_input(bound: Any) -> str:
    """Return the id of what is typed into; a field of two inputs has none of its own."""
    return str(bound.id_for_label or f"{bound.auto_id}_0")
