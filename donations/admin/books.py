"""The books: charges, refunds, payouts, receipts, ledger entries, and their totals."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from donations.actions.receipts import CannotSendReceipt, pdf_of, send_again, why_not_void
from donations.actions.refunds import left_of
from donations.admin import receipting, refunding
from donations.admin.deeds import may
from donations.admin.reading import Mode, ReadOnly, Table, history_of
from donations.chart import charts
from donations.models import Charge, DayTotal, LedgerEntry, Payout, Receipt, Refund
from donations.money import money
from donations.totals import by_period


@admin.register(Charge)
class ChargeAdmin(ReadOnly[Charge]):
    list_display = ["created_at", "charge_id", "sum", "status", "method", "failure", "is_suspect", "mode"]
    list_filter = ["status", "method", "is_suspect", Mode, "currency"]
    search_fields = ["charge_id", "payment_intent_id", "gift__email", "gift__name"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    change_form_template = "admin/donations/charge/change_form.html"

    def headline(self, row: Charge) -> str:
        return f"Payment of {money(row.amount, row.currency)}"

    def tables(self, row: Charge) -> list[Table]:
        return [refunding.refunds_of(row), history_of(row)]

    def get_urls(self) -> list[URLPattern]:
        back = path("<int:pk>/refund/", self.admin_site.admin_view(refunding.give_back), name="donations_charge_refund")
        return [back, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        charge = kwargs.get("obj")
        context["refundable"] = bool(charge and may(request, "refund_charge") and left_of(charge).amount)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Refund)
class RefundAdmin(ReadOnly[Refund]):
    list_display = ["created_at", "refund_id", "sum", "status", "reason"]
    list_filter = ["status", "reason", "currency"]
    search_fields = ["refund_id", "charge__charge_id", "charge__gift__email"]
    ordering = ["-created_at", "-pk"]


@admin.register(Payout)
class PayoutAdmin(ReadOnly[Payout]):
    list_display = ["created_at", "payout_id", "sum", "status", "arrives_on", "failure", "mode"]
    list_filter = ["status", Mode, "currency"]
    search_fields = ["payout_id"]
    ordering = ["-created_at", "-pk"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnly[LedgerEntry]):
    list_display = ["happened_at", "kind", "gross_sum", "fee_sum", "net_sum", "transaction_id", "source_id", "mode"]
    list_filter = ["kind", Mode, "currency"]
    search_fields = ["transaction_id", "source_id"]
    date_hierarchy = "happened_at"
    ordering = ["-happened_at", "-pk"]

    @admin.display(description="gross", ordering="gross")
    def gross_sum(self, entry: LedgerEntry) -> str:
        return money(entry.gross, entry.currency)

    @admin.display(description="fee", ordering="fee")
    def fee_sum(self, entry: LedgerEntry) -> str:
        return money(entry.fee, entry.currency)

    @admin.display(description="net", ordering="net")
    def net_sum(self, entry: LedgerEntry) -> str:
        return money(entry.net, entry.currency)


@admin.register(Receipt)
class ReceiptAdmin(ReadOnly[Receipt]):
    list_display = ["number", "given_on", "sum", "back", "issued_at", "is_corrected", "mode", "pdf"]
    list_filter = [Mode, "year", "currency"]
    search_fields = ["number", "payment", "paper__to"]
    date_hierarchy = "given_on"
    ordering = ["-issued_at", "-pk"]
    list_select_related = ["paper"]
    actions = ["send"]
    change_form_template = "admin/donations/receipt/change_form.html"

    def headline(self, row: Receipt) -> str:
        return f"Receipt No. {row.number}"

    def tables(self, row: Receipt) -> list[Table]:
        return [history_of(row)]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/pdf/", view(self.show_pdf), name="donations_receipt_pdf"),
            path("<int:pk>/void/", view(receipting.void), name="donations_receipt_void"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        receipt = kwargs.get("obj")
        if receipt:
            paper = getattr(receipt, "paper", None)
            context["has_paper"] = paper is not None and not paper.restricted
            context["takes_place"] = Receipt.objects.filter(voids_id=receipt.pk).first()
            context["place_of"] = Receipt.objects.filter(pk=receipt.voids_id).first()
            context["may_void"] = may(request, "void_receipt") and not why_not_void(receipt)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="given back")
    def back(self, receipt: Receipt) -> str:
        return money(receipt.returned, receipt.currency) if receipt.returned else ""

    @admin.display(description="correction", boolean=True)
    def is_corrected(self, receipt: Receipt) -> bool:
        return receipt.step > 0

    @admin.display(description="paper")
    def pdf(self, receipt: Receipt) -> str:
        paper = getattr(receipt, "paper", None)
        if paper is None or paper.restricted:
            return "restricted"
        return format_html('<a href="{}">PDF</a>', reverse("admin:donations_receipt_pdf", args=[receipt.pk]))

    def show_pdf(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The paper as it was when the receipt was issued."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        receipt = get_object_or_404(Receipt, pk=pk)
        paper = getattr(receipt, "paper", None)
        if paper is None or paper.restricted:
            raise Http404("The donor has been erased.")
        headers = {
            "Content-Disposition": f'inline; filename="Receipt {receipt.number}.pdf"',
            "Cache-Control": "no-store",
        }
        return HttpResponse(pdf_of(receipt), content_type="application/pdf", headers=headers)

    @admin.action(description="Mail again")
    def send(self, request: HttpRequest, receipts: QuerySet[Receipt]) -> None:
        sent = 0
        for receipt in receipts:
            try:
                send_again(receipt, by=request.user)
            except CannotSendReceipt as refusal:
                self.message_user(request, f"No. {receipt.number}: {refusal}", messages.WARNING)
            else:
                sent += 1
        self.message_user(request, f"{sent} mailed again.", messages.SUCCESS)


@admin.register(DayTotal)
class TotalsAdmin(ReadOnly[DayTotal]):
    """Totals by day, month or appeal, in place of a list of rows."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        by = request.GET.get("by", "month")
        by = by if by in {"day", "month", "appeal"} else "month"
        rows = by_period(by)
        context = {
            **self.admin_site.each_context(request),
            "title": "Totals",
            "by": by,
            "rows": rows,
            "charts": charts(rows, by),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/donations/totals.html", context)
