"""What the office reads and never types: lists with filters, pages of facts, sums as people write them."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from donations.models import GivingEntry
from donations.money import money

# Fields in minor units, told as sums.
_SUMS = {"amount", "meant", "goods_value", "gross", "fee", "net", "returned"}
Cell = tuple[str, str]  # what it says, and where it leads or ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong to what a page is about."""

    name: str
    head: Sequence[str]
    rows: list[list[Cell]] = field(default_factory=list)


class ReadOnly[Row: models.Model](admin.ModelAdmin[Row]):
    """Shown to who may view it; what it says comes from Stripe, or was written once."""

    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/donations/facts.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    @admin.display(description="amount", ordering="amount")
    def sum(self, row: Any) -> str:
        return money(row.amount, row.currency)

    @admin.display(description="test", ordering="livemode")
    def mode(self, row: Any) -> str:
        return "" if row.livemode else "test"

    def get_list_display(self, request: HttpRequest) -> Any:
        """Tell moments as the rest of the desk does."""
        return [self._told(name) for name in super().get_list_display(request)]

    def _told(self, name: Any) -> Any:
        try:
            is_moment = isinstance(self.opts.get_field(name), models.DateTimeField)
        except FieldDoesNotExist:
            is_moment = False
        return _as_moment(name) if is_moment else name

    def headline(self, row: Row) -> str:
        """Return what the page of a row is called."""
        return f"{str(self.opts.verbose_name).capitalize()} {row}"

    def tables(self, row: Row) -> list[Table]:
        """Return the rows that belong to a row."""
        return []

    def get_fields(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Leave out what is empty, and tell sums as sums."""
        names = [name for name in super().get_fields(request, obj) if isinstance(name, str)]
        if obj is None:
            return names
        told = {"livemode", "currency"} if _SUMS & set(names) else {"livemode"}
        if getattr(obj, "meant", None) == getattr(obj, "amount", None):
            told.add("meant")
        shown: list[Any] = ["mode"] if getattr(obj, "livemode", True) is False else []
        for name in names:
            value = getattr(obj, name, None)
            if name not in told and value:
                shown.append(_as_sum(name) if name in _SUMS else self._told(name))
        return shown

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None:
            tables = [table for table in self.tables(row) if table.rows]
            context |= {"title": self.headline(row), "subtitle": None, "tables": tables}
        return super().render_change_form(request, context, *args, **kwargs)


class Mode(admin.SimpleListFilter):
    """Real money, or tests."""

    title = "real or test"
    parameter_name = "livemode"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("1", "Real money"), ("0", "Tests")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(livemode=self.value() == "1") if self.value() in {"0", "1"} else queryset


def moment_short(moment: Any) -> str:
    """Return a moment for a table, as the rest of the desk tells it, and in one line."""
    local = timezone.localtime(moment)
    told = date_format(local, "M j, H:i" if local.year == timezone.localdate().year else "M j, Y, H:i")
    return told.replace(" ", "\N{NO-BREAK SPACE}")


def link(row: models.Model, words: str) -> Cell:
    """Return a cell that leads to a row's own page."""
    meta = row._meta  # noqa: SLF001
    return words, reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[quote(row.pk)])


def history_of(*rows: models.Model) -> Table:
    """Return what people did by hand about these rows."""
    about = models.Q(pk__in=[])
    for row in rows:
        about |= models.Q(about=row._meta.model_name, about_id=str(row.pk))  # noqa: SLF001
    entries = GivingEntry.objects.filter(about).order_by("made_at", "pk")
    told = [
        [(moment_short(entry.made_at), ""), (entry.made_by, ""), (entry.verb, ""), (entry.note, "")]
        for entry in entries
    ]
    return Table("What was done by hand", ["When", "Who", "What", "Note"], told)


def _as_sum(name: str) -> Callable[[Any], str]:
    @admin.display(description=name.replace("_", " "))
    def told(row: Any) -> str:
        return money(getattr(row, name), row.currency)

    told.__name__ = f"{name}_told"
    return told


def _as_moment(name: str) -> Callable[[Any], str]:
    @admin.display(description=name.replace("_", " "), ordering=name)
    def told(row: Any) -> str:
        moment = getattr(row, name)
        return moment_short(moment) if moment else ""

    told.__name__ = f"{name}_told"
    return told


class _Line:
    """What csv writes into: hands each line on."""

    def write(self, line: str) -> str:
        return line


def as_csv(filename: str, head: Sequence[str], rows: Iterator[Sequence[object]]) -> StreamingHttpResponse:
    """Return a table as a file, streamed. A cell that a spreadsheet would take for a formula is written as text."""
    writer = csv.writer(_Line())
    lines = (writer.writerow([_harmless(cell) for cell in row]) for row in _with_head(head, rows))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "no-store"},
    )


def _with_head(head: Sequence[str], rows: Iterator[Sequence[object]]) -> Iterator[Sequence[object]]:
    yield head
    yield from rows


def _harmless(cell: object) -> object:
    """https://owasp.org/www-community/attacks/CSV_Injection"""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
