"""Gifts, who gave them, and standing gifts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path

from donations.actions.by_hand import why_not_reverse
from donations.admin import by_hand, refunding
from donations.admin.deeds import may
from donations.admin.reading import Mode, ReadOnly, Table, as_csv, history_of, link, moment_short
from donations.models import Charge, Dispute, Donor, Gift, Plan, Receipt
from donations.money import money, plain
from donations.states import given_back

_COLUMNS = [
    *("date", "received", "kind", "interval", "amount", "currency", "state", "dispute", "name", "email", "appeal"),
    *("article", "placement", "anonymous", "test", "flagged"),
]


class Flagged(admin.SimpleListFilter):
    """Gifts that somebody should look at."""

    title = "to be looked at"
    parameter_name = "flagged"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", "Flagged or disputed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Gift]) -> QuerySet[Gift]:
        if self.value() != "yes":
            return queryset
        return queryset.exclude(flagged="") | queryset.filter(dispute=Gift.Dispute.OPEN)


def _charges(charges: QuerySet[Charge]) -> Table:
    """Return the attempts to take money, with what went back of each."""
    rows = []
    for charge in charges.prefetch_related("refunds").order_by("created_at", "pk"):
        back = given_back(charge, list(charge.refunds.all()))
        told = (charge.status, charge.method, money(back, charge.currency) if back else "", charge.failure)
        rows.append([link(charge, moment_short(charge.created_at)), (money(charge.amount, charge.currency), "")])
        rows[-1] += [(words, "") for words in told]
    return Table("Payments", ["When", "Amount", "Status", "Method", "Went back", "Failure"], rows)


def _receipts(gift: Gift) -> Table:
    """Return the receipts of a gift, the void ones too."""
    receipts = list(Receipt.objects.filter(gift_id=gift.pk).order_by("issued_at", "pk"))
    void = {receipt.voids_id for receipt in receipts}
    rows = [
        [
            link(receipt, receipt.number),
            (moment_short(receipt.issued_at), ""),
            (money(receipt.amount - receipt.returned, receipt.currency), ""),
            ("void" if receipt.pk in void else "", ""),
            (receipt.reason, ""),
        ]
        for receipt in receipts
    ]
    return Table("Receipts", ["Number", "Issued", "Remains", "State", "Why"], rows)


def _gifts(gifts: QuerySet[Gift]) -> Table:
    rows = [
        [
            link(gift, moment_short(gift.received_at or gift.made_at)),
            (money(gift.amount, gift.currency), ""),
            (gift.get_kind_display(), ""),
            (gift.get_interval_display(), ""),
            (", ".join(filter(None, (gift.get_state_display(), gift.get_dispute_display()))), ""),
        ]
        for gift in gifts.order_by("-made_at", "-pk")[:200]
    ]
    return Table("Gifts", ["When", "Amount", "Kind", "Rhythm", "State"], rows)


@admin.register(Gift)
class GiftAdmin(ReadOnly[Gift]):
    list_display = ["made_at", "sum", "name", "state", "kind", "interval", "dispute", "appeal", "flagged", "mode"]
    list_filter = ["state", Flagged, "interval", "kind", "dispute", Mode, "currency", "appeal"]
    search_fields = ["name", "email", "uuid", "charges__charge_id", "session_id", "invoice_id"]
    date_hierarchy = "made_at"
    ordering = ["-made_at", "-pk"]
    list_select_related = ["appeal"]
    actions = ["download"]
    exclude = ["session_url"]
    change_form_template = "admin/donations/gift/change_form.html"

    change_list_template = "admin/donations/gift/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("enter/", view(by_hand.enter), name="donations_gift_enter"),
            path("<int:pk>/reverse/", view(by_hand.take_back), name="donations_gift_reverse"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "may_enter": may(request, "enter_gift")})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        gift = kwargs.get("obj")
        context["may_reverse"] = gift and may(request, "enter_gift") and not why_not_reverse(gift)
        context["refundable"] = refunding.refundable(gift) if gift and may(request, "refund_charge") else []
        return super().render_change_form(request, context, *args, **kwargs)

    def headline(self, row: Gift) -> str:
        return f"{money(row.amount, row.currency)}, {row.donor or row.name or row.email or 'nobody known'}"

    def tables(self, row: Gift) -> list[Table]:
        charges = row.charges.all()
        return [_charges(charges), _receipts(row), history_of(row, *charges)]

    @admin.action(description="Download as CSV", permissions=["view"])
    def download(self, request: HttpRequest, gifts: QuerySet[Gift]) -> StreamingHttpResponse:
        rows: Iterator[Sequence[object]] = (_row(gift) for gift in gifts.select_related("appeal").iterator(2000))
        return as_csv("gifts.csv", _COLUMNS, rows)


def _row(gift: Gift) -> Sequence[object]:
    return (
        gift.made_at.isoformat(), gift.received_at.isoformat() if gift.received_at else "", gift.kind, gift.interval,
        plain(gift.amount, gift.currency), gift.currency, gift.state, gift.dispute, gift.name, gift.email,
        str(gift.appeal or ""), gift.article_id or "", gift.placement, gift.anonymous, not gift.livemode, gift.flagged,
    )  # fmt: skip


def _plans(donor: Donor) -> Table:
    rows = [
        [
            link(plan, moment_short(plan.started_at)),
            (money(plan.amount, plan.currency), ""),
            (plan.get_interval_display(), ""),
            (plan.status, ""),
        ]
        for plan in donor.plans.order_by("-started_at", "-pk")
    ]
    return Table("Standing gifts", ["Since", "Amount", "Rhythm", "Status"], rows)


@admin.register(Donor)
class DonorAdmin(ReadOnly[Donor]):
    list_display = ["__str__", "email", "made_at", "erased_at"]
    search_fields = ["name", "email", "stripe_customer_id"]
    ordering = ["-made_at", "-pk"]
    change_form_template = "admin/donations/donor/change_form.html"

    def headline(self, row: Donor) -> str:
        return str(row)

    def tables(self, row: Donor) -> list[Table]:
        return [_gifts(row.gifts.all()), _plans(row), history_of(row)]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        donor = kwargs.get("obj")
        context["may_enter"] = donor and donor.erased_at is None and may(request, "enter_gift")
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Plan)
class PlanAdmin(ReadOnly[Plan]):
    list_display = [
        *("donor", "sum", "interval", "status", "paused", "started_at", "period_ends_at", "ended_at", "cancel_reason"),
        "mode",
    ]
    list_filter = ["status", "interval", "paused", "cancel_reason", Mode, "currency"]
    search_fields = ["subscription_id", "donor__name", "donor__email"]
    ordering = ["-started_at", "-pk"]
    list_select_related = ["donor"]

    def headline(self, row: Plan) -> str:
        return f"{money(row.amount, row.currency)} {row.get_interval_display()}, {row.donor or 'nobody known'}"

    def tables(self, row: Plan) -> list[Table]:
        return [_gifts(row.gifts.all()), history_of(row)]


@admin.register(Dispute)
class DisputeAdmin(ReadOnly[Dispute]):
    list_display = ["created_at", "dispute_id", "sum", "status", "reason", "due_by"]
    list_filter = ["status", "reason"]
    search_fields = ["dispute_id", "charge__charge_id"]
    ordering = ["-created_at", "-pk"]
