"""A day and an hour in the newsroom's zone, typed side by side; an hour that the clocks skip or double is explained."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

_FIRST, _LAST = 1800, 2200


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"type": "date", **(attrs or {})}, format="%Y-%m-%d")


class MomentInput(forms.SplitDateTimeWidget):
    """The browser's own pickers: they know the keyboard, the phone and the reader of screens."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs,
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Day"},
            time_attrs={"type": "time", "aria-label": "Hour"},
        )

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        from django.utils.html import format_html

        return format_html('<div class="moment">{}</div>', super().render(name, value, attrs, renderer))


class MomentField(forms.SplitDateTimeField):
    """A moment by the newsroom's clock. A day without an hour, or an hour without a day, is asked about."""

    widget = MomentInput
    default_error_messages = {
        "invalid_date": "Write the day as 2026-11-24.",
        "invalid_time": "Write the hour as 06:00.",
        "incomplete": "Give both the day and the hour.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.require_all_fields = True

    def compress(self, data_list: Any) -> Any:
        # Near the ends of the calendar an hour of another zone has no date.
        if data_list and data_list[0] and not _FIRST <= data_list[0].year <= _LAST:
            raise forms.ValidationError("Write the year with all its digits, as in 2026-11-24.", code="year")
        try:
            return super().compress(data_list)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(not_an_hour(datetime.combine(*data_list)), code=error.code) from None


def not_an_hour(typed: datetime) -> str:
    """Return the sentence about a time that does not exist, or exists twice, where the newsroom is."""
    zone = timezone.get_current_timezone()
    hour = f"{typed:%H:%M}"
    earlier, later = (typed.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    if later > earlier:
        return f"There is no {hour} that night: the clocks go forward over it. Choose an hour before or after."
    return f"There are two {hour} that night: the clocks go back over it. Choose an hour before or after."
