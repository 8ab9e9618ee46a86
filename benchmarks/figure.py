"""A figure that is no page's, with its budget."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its budget; `least` says that more is better."""

    what: str
    value: float
    budget: float
    unit: str
    least: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the budget is missed."""
        return self.value < self.budget if self.least else self.value > self.budget
