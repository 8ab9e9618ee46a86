"""Events are claimed once, tried again, replayed, and never lost."""

import io
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from donations.actions import events
from donations.actions.look_up import look_up_session
from donations.models import Charge, Donor, Gift, LedgerEntry, Receipt, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.handlers import HANDLERS
from donations.stripe.visit import Visit
from donations.tasks import ask_for_due_events, handle_due_events, handle_event
from donations.tests.builders import bring, charge_of, fresh, give, now
from donations.tests.rows import books
from press.mail.models import Letter
from press.work import beats

State = StripeEvent.State
pytestmark = pytest.mark.django_db


def waiting(sandbox: Sandbox, kind: str = "checkout.session.completed") -> StripeEvent:
    """Bring an event while a worker beats, so that it waits."""
    beats.beat()
    bring(sandbox, sandbox.events(kind))
    return StripeEvent.objects.get(type=kind)


def broken(_object_id: str, _visit: Visit) -> None:
    raise RuntimeError("The handler broke.")


def test_worker_handles_what_the_webhook_gave_it(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    event = waiting(sandbox)
    assert event.state == State.NEW
    handle_event.call(*DBTaskResult.objects.get().args_kwargs["args"])
    event.refresh_from_db()
    assert (event.state, event.tries, event.next_try_at) == (State.DONE, 1, None)
    assert event.touched == [f"gift:{gift.pk}"]
    assert fresh(gift).state == Gift.State.RECEIVED


def test_event_whose_errand_was_lost_is_found_by_the_tick(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    waiting(sandbox)
    DBTaskResult.objects.all().delete()
    ask_for_due_events(now())
    assert DBTaskResult.objects.count() == 1
    handle_due_events.call()
    assert fresh(gift).state == Gift.State.RECEIVED
    ask_for_due_events(now())
    assert DBTaskResult.objects.count() == 1


def test_claimed_event_is_left_alone_until_its_claim_lapses(sandbox: Sandbox) -> None:
    give(sandbox)
    event = waiting(sandbox)
    at = now()
    StripeEvent.objects.update(tries=1, next_try_at=at + events.CLAIM)  # as one whose handler was killed
    assert not events.handle(event.pk, at=at)
    assert events.handle(event.pk, at=at + events.CLAIM)
    event.refresh_from_db()
    assert event.state == State.DONE


def test_failing_handler_keeps_its_traceback_and_is_tried_again(sandbox: Sandbox) -> None:
    give(sandbox)
    event = waiting(sandbox)
    at = now()
    assert events.handle(event.pk, at=at, handlers={**HANDLERS, event.type: broken})
    event.refresh_from_db()
    assert (event.state, event.next_try_at) == (State.FAILED, at + timedelta(minutes=1))
    assert "RuntimeError: The handler broke." in event.trouble
    assert events.handle_due(at + timedelta(minutes=1)) == 1
    event.refresh_from_db()
    assert (event.state, event.trouble) == (State.DONE, "")


def test_failed_event_is_replayed_by_who_may(sandbox: Sandbox, pia: Any, cleo: Any) -> None:
    gift = give(sandbox)
    event = waiting(sandbox)
    events.handle(event.pk, handlers={**HANDLERS, event.type: broken})
    with pytest.raises(PermissionDenied):
        events.replay(event, by=cleo)
    assert events.replay(event, by=pia).state == State.DONE
    before = books()
    assert events.replay(event, by=pia).state == State.DONE  # twice in a row
    assert (books(), fresh(gift).state) == (before, Gift.State.RECEIVED)


def test_event_being_handled_is_not_replayed_over_it(sandbox: Sandbox, pia: Any) -> None:
    give(sandbox)
    event = waiting(sandbox)
    StripeEvent.objects.update(tries=1, next_try_at=now() + events.CLAIM / 2, is_claimed=True)
    assert events.replay(event, by=pia).tries == 1


def test_stripe_down_leaves_the_event_for_later(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    event = waiting(sandbox)
    sandbox.faults(fail=20)
    events.handle(event.pk)
    sandbox.faults(fail=0)
    event.refresh_from_db()
    assert (event.state, fresh(gift).state) == (State.FAILED, Gift.State.OPEN)
    events.handle_due(now() + timedelta(minutes=2))
    assert fresh(gift).state == Gift.State.RECEIVED


def test_thanks_page_and_event_book_the_same_once(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    looked = look_up_session(str(gift.session_id))
    assert looked is not None
    assert looked.state == Gift.State.RECEIVED
    before = books()
    bring(sandbox)
    assert books() == before
    assert look_up_session("cs_test_nobody_knows") is None


def test_looking_up_while_stripe_is_down_says_nothing(sandbox: Sandbox, settings: Any) -> None:
    gift = give(sandbox)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    assert look_up_session(str(gift.session_id)) is None
    assert fresh(gift).state == Gift.State.OPEN


def test_many_at_once(sandbox: Sandbox, transactional_db: None) -> None:
    """One event five times at once, beside others of the same gift: one gift, charge, ledger line, receipt and mail."""
    gift = give(sandbox)
    sandbox.refund(charge_of(sandbox, gift), 1000)
    told = sandbox.events("checkout.session.completed") * 5 + sandbox.events("refund.created") * 3
    start = threading.Barrier(len(told))
    codes: list[int] = []

    def call(event: dict[str, Any]) -> None:
        body, header = sandbox.signed(event)
        try:
            start.wait()
            answer = Client().post(
                "/stripe/webhook/", body, content_type="application/json", headers={"Stripe-Signature": header}
            )
            codes.append(answer.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=[event]) for event in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events.handle_due(now() + timedelta(minutes=3))
    assert codes == [200] * 8
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {State.DONE}
    assert [model.objects.count() for model in (Gift, Charge, Donor)] == [1] * 3
    assert (LedgerEntry.objects.count(), Receipt.objects.count(), Letter.objects.count()) == (2, 2, 1)
    assert fresh(gift).state == Gift.State.PARTLY_REFUNDED


def test_reconciling_handles_what_nobody_tries_any_more(sandbox: Sandbox) -> None:
    gift = give(sandbox)
    event = waiting(sandbox)
    StripeEvent.objects.update(state=State.FAILED, next_try_at=None, tries=events.MOST_TRIES)
    call_command("reconcile_stripe", "--fix", verbosity=0, stdout=io.StringIO())
    event.refresh_from_db()
    assert (event.state, fresh(gift).state) == (State.DONE, Gift.State.RECEIVED)


def asked(events_of: list[Any], sandbox: Sandbox) -> int:
    with CaptureQueriesContext(connection) as queries:
        bring(sandbox, events_of)
    return len([one for one in queries if "donations_" in one["sql"] and "donations_receipt" not in one["sql"]])


def test_an_event_is_handled_with_few_questions(sandbox: Sandbox) -> None:
    """Statements cost most of the time that is left; receipts come on top."""
    gift = give(sandbox)
    completed = sandbox.events("checkout.session.completed")
    assert asked(completed, sandbox) <= 16
    StripeEvent.objects.update(next_try_at=now(), tries=0)
    with CaptureQueriesContext(connection) as again:
        events.handle_due(now())
    assert len(again) <= 15
    sandbox.refund(charge_of(sandbox, gift), 1000)
    assert asked(sandbox.events("refund.created"), sandbox) <= 17
