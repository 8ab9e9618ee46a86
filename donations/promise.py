"""What a giver typed, checked and counted, before anything is written: the step between the form and the gift."""

from dataclasses import asdict, dataclass
from typing import Any

from donations.models import Gift


@dataclass(frozen=True, slots=True)
class Promise:
    """The values of one sent form. Each is a field of Gift by the same name; sums are in minor units."""

    amount: int
    meant: int
    currency: str
    interval: str = Gift.Interval.ONCE
    appeal_id: int | None = None
    article_id: int | None = None
    placement: str = ""
    name: str = ""
    email: str = ""
    postal_address: str = ""
    tribute: str = ""
    tribute_name: str = ""
    tribute_tell: str = ""
    comment: str = ""
    anonymous: bool = False
    wants_mail: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the values by the names of Gift's fields."""
        return asdict(self)

    def is_of(self, gift: Gift) -> bool:
        """Say whether the gift was promised in exactly these words."""
        return all(getattr(gift, name) == value for name, value in self.fields().items())
