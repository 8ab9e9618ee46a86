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
from donations.admin.reading import ReadOnly, as_csv
from donations.models import Charge, Dispute, Donor, Gift, Plan
from donations.money import plain

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


class _Inline(admin.TabularInline):  # type: ignore[type-arg]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ChargesOfGift(_Inline):
    model = Charge
    fields = ["charge_id", "status", "amount", "currency", "created_at", "method", "failure", "is_suspect"]


class GiftsOfDonor(_Inline):
    model = Gift
    fk_name = "donor"
    fields = ["made_at", "amount", "currency", "interval", "state", "dispute"]
    show_change_link = True


@admin.register(Gift)
class GiftAdmin(ReadOnly[Gift]):
    list_display = ["made_at", "name", "sum", "interval", "state", "dispute", "appeal", "flagged", "livemode"]
    list_filter = ["state", Flagged, "interval", "kind", "dispute", "livemode", "currency", "appeal"]
    search_fields = ["name", "email", "uuid", "charges__charge_id", "session_id", "invoice_id"]
    date_hierarchy = "made_at"
    ordering = ["-made_at", "-pk"]
    list_select_related = ["appeal"]
    inlines = [ChargesOfGift]
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


@admin.register(Donor)
class DonorAdmin(ReadOnly[Donor]):
    list_display = ["__str__", "email", "made_at", "erased_at"]
    search_fields = ["name", "email", "stripe_customer_id"]
    ordering = ["-made_at", "-pk"]
    inlines = [GiftsOfDonor]
    change_form_template = "admin/donations/donor/change_form.html"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        donor = kwargs.get("obj")
        context["may_enter"] = donor and donor.erased_at is None and may(request, "enter_gift")
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Plan)
class PlanAdmin(ReadOnly[Plan]):
    list_display = [
        *("donor", "sum", "interval", "status", "paused", "started_at", "period_ends_at", "ended_at", "cancel_reason"),
        "livemode",
    ]
    list_filter = ["status", "interval", "paused", "cancel_reason", "livemode", "currency"]
    search_fields = ["subscription_id", "donor__name", "donor__email"]
    ordering = ["-started_at", "-pk"]
    list_select_related = ["donor"]


@admin.register(Dispute)
class DisputeAdmin(ReadOnly[Dispute]):
    list_display = ["created_at", "dispute_id", "sum", "status", "reason", "due_by"]
    list_filter = ["status", "reason"]
    search_fields = ["dispute_id", "charge__charge_id"]
    ordering = ["-created_at", "-pk"]
