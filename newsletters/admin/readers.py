"""Readers at the desk: who is subscribed, what became of each mail, and the decision about those that nobody knows."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from newsletters.actions.decide import decide
from newsletters.models import Delivery, Subscriber, Subscription


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
    fields = ("newsletter", "often", "begun_at", "left_at", "left_because")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False


@admin.register(Subscriber)
class SubscriberAdmin(_OnlyRead):
    """Who gets newsletters. Readers change that themselves, by the link at the foot of each mail."""

    list_display = ["address", "asked_at", "confirmed_at", "paused_until"]
    search_fields = ["address"]
    ordering = ["-asked_at", "-pk"]
    show_full_result_count = False
    fields = ["address", "asked_at", "asked_from", "confirmed_at", "only_wanted", "hour", "zone", "paused_until"]
    inlines = [Subscriptions]


@admin.register(Delivery)
class DeliveryAdmin(_OnlyRead):
    """Mails of editions. Those that were perhaps sent wait here for a decision."""

    list_display = ["edition", "reader", "state", "reason", "tries", "called_at", "accepted_at", "trouble"]
    list_filter = ["state", "edition__newsletter"]
    search_fields = ["=subscription__subscriber__address"]
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
