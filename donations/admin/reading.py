"""What the office reads and never types: lists with filters, pages without a save button, sums as people write them."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, StreamingHttpResponse

from donations.money import money


class ReadOnly[Row: models.Model](admin.ModelAdmin[Row]):
    """Shown to who may view it; what it says comes from Stripe, or was written once."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    @admin.display(description="amount", ordering="amount")
    def sum(self, row: Any) -> str:
        return money(row.amount, row.currency)


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
