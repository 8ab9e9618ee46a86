"""The event inbox: what Stripe told, what came of it, and trying again."""

from django.contrib import admin, messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timesince import timesince

from donations.actions.events import replay
from donations.admin.reading import Mode, ReadOnly
from donations.models import StripeEvent

State = StripeEvent.State
_FIRST = {State.FAILED: 0, State.PARKED: 0, State.NEW: 1}


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnly[StripeEvent]):
    """Parked and failed ones come first."""

    list_display = ["type", "state", "age", "tries", "next_try_at", "object_id", "what_it_touched", "mode"]
    list_filter = ["state", "type", Mode]
    search_fields = ["event_id", "object_id", "type"]
    actions = ["try_again"]
    exclude = ["is_claimed"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StripeEvent]:
        order = Case(
            *(When(state=state, then=Value(place)) for state, place in _FIRST.items()),
            default=Value(2),
            output_field=IntegerField(),
        )
        return super().get_queryset(request).defer("body", "trouble").order_by(order, "-received_at", "pk")

    @admin.display(description="age", ordering="received_at")
    def age(self, event: StripeEvent) -> str:
        return timesince(event.received_at, timezone.now(), depth=1)

    @admin.display(description="touched")
    def what_it_touched(self, event: StripeEvent) -> str:
        return ", ".join(event.touched)

    @admin.action(description="Try again now")
    def try_again(self, request: HttpRequest, events: QuerySet[StripeEvent]) -> None:
        states = [replay(event, by=request.user).get_state_display() for event in events]
        for state in dict.fromkeys(states):
            self.message_user(request, f"{states.count(state)}: {state}.", messages.INFO)
