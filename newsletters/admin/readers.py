"""Readers at the desk: who is subscribed, what became of each mail, and the decision about those that nobody knows."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.admin.words import moment_words
from newsletters.actions.decide import decide
from newsletters.models import Consent, Delivery, Subscriber, Subscription
from press.mail.suppression import why_held

LATEST = 10


class _OnlyRead(admin.ModelAdmin):  # type: ignore[type-arg] # of each model below
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let nobody find out, letter by letter, the key that is a reader's own."""
        return "key" not in lookup.split("__") and super().lookup_allowed(lookup, value, request)


class Subscriptions(admin.TabularInline[Subscription, Subscriber]):
    model = Subscription
    verbose_name_plural = "newsletters"
    fields = ("newsletter", "often", "begun_at", "left_at", "left_because")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False


@admin.register(Subscriber)
class SubscriberAdmin(_OnlyRead):
    """Who gets newsletters. Readers change that themselves, by the link at the foot of each mail."""

    list_display = ["address", "newsletters", "asked_at", "confirmed_at", "paused_until"]
    list_filter = [
        "subscriptions__newsletter",
        ("confirmed_at", admin.EmptyFieldListFilter),
        ("paused_until", admin.EmptyFieldListFilter),
    ]
    search_fields = ["address"]
    ordering = ["-asked_at", "-pk"]
    show_full_result_count = False
    fields = ("wants", "when", "held", "asked", "latest", "agreed")
    readonly_fields = fields
    inlines = [Subscriptions]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscriber]:
        return super().get_queryset(request).prefetch_related("subscriptions__newsletter")

    @admin.display(description="newsletters")
    def newsletters(self, reader: Subscriber) -> str:
        return ", ".join(row.newsletter.name for row in reader.subscriptions.all() if row.is_active) or "none"

    @admin.display(description="wants most")
    def wants(self, reader: Subscriber) -> str:
        names = [*reader.topics.order_by("name"), *reader.authors.order_by("name")]
        said = ", ".join(str(one) for one in names)
        if not said:
            return "Nothing in particular: the edition as it is."
        return f"{said}; {'nothing else' if reader.only_wanted else 'and the edition'}."

    @admin.display(description="when")
    def when(self, reader: Subscriber) -> str:
        said = "When it comes out" if reader.hour is None else f"Not before {reader.hour:02d}:00"
        zone = f" ({reader.zone})" if reader.zone else " (the newsroom’s clock)"
        pause = f"; nothing before {date_format(reader.paused_until)}" if reader.paused_until else ""
        return f"{said}{zone}{pause}."

    @admin.display(description="takes mail")
    def held(self, reader: Subscriber) -> str:
        why = why_held(reader.address)
        return f"No: {why}. See “No mail”." if why else "Yes."

    @admin.display(description="asked")
    def asked(self, reader: Subscriber) -> str:
        confirmed = f"confirmed {moment_words(reader.confirmed_at)}" if reader.confirmed_at else "not confirmed yet"
        page = f" on the page {reader.asked_from}" if reader.asked_from else ""
        return f"{moment_words(reader.asked_at)}{page}; {confirmed}."

    @admin.display(description="latest mails")
    def latest(self, reader: Subscriber) -> SafeString | str:
        rows = Delivery.objects.filter(subscription__subscriber=reader).select_related("edition__newsletter")
        found = [
            (reverse("admin:newsletters_delivery_change", args=[row.pk]), row.edition, row.get_state_display())
            for row in rows.order_by("-pk")[:LATEST]
        ]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>, {}', found) or "None yet."

    @admin.display(description="agreed to")
    def agreed(self, reader: Subscriber) -> SafeString | str:
        rows = Consent.objects.filter(subscriber_id=reader.pk).order_by("-pk")[:LATEST]
        said = [(one.verb, one.newsletter, moment_words(one.at), one.page, one.words) for one in rows]
        return format_html_join(mark_safe("<br>"), "{} {}, {} {} “{}”", said) or "Nothing yet."


@admin.register(Delivery)
class DeliveryAdmin(_OnlyRead):
    """Mails of editions. Those that were perhaps sent wait here for a decision."""

    list_display = ["edition", "reader", "state", "reason", "tries", "called_at", "accepted_at", "trouble"]
    list_filter = ["state", "edition__newsletter"]
    search_fields = ["subscription__subscriber__address"]
    list_select_related = ["edition__newsletter", "subscription__subscriber"]
    ordering = ["-pk"]
    show_full_result_count = False
    fields = ("edition", "reader", "state", "reason", "tries", "called_at", "accepted_at", "trouble", "since", "until")
    actions = ["send_once_more", "leave_as_it_is"]

    @admin.display(description="reader")
    def reader(self, delivery: Delivery) -> str:
        return str(delivery.subscription.subscriber) if delivery.subscription else "somebody who was erased"

    @admin.action(description="Send once more", permissions=["decide"])
    def send_once_more(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        self._decide(request, deliveries, again=True)

    @admin.action(description="Leave it as it is", permissions=["decide"])
    def leave_as_it_is(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        self._decide(request, deliveries, again=False)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("newsletters.decide_delivery")

    def _decide(self, request: HttpRequest, deliveries: QuerySet[Delivery], *, again: bool) -> None:
        done = sum(decide(delivery, by=request.user, again=again) for delivery in deliveries)
        word = "will be sent once more" if again else "stay as they are, and are not sent"
        if done:
            self.message_user(request, f"{done} {word}.", messages.SUCCESS)
        if left := len(deliveries) - done:
            why = "only mails that were perhaps sent are decided about, and none of a stopped edition goes out"
            self.message_user(request, f"{left} left alone: {why}.", messages.WARNING)
