"""The office: publishers read the money, replay events and mail receipts again; nobody else sees any of it."""

import csv
import io
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from donations.actions import events
from donations.actions.receipts import pdf_of, void_receipt
from donations.actions.refunds import refund
from donations.models import Gift, Receipt, ReceiptPaper, StripeEvent
from donations.sandbox.testing import Sandbox
from donations.stripe.handlers import HANDLERS
from donations.tests.builders import begin, bring, charge_of, give, make_appeal, make_gift, now
from press.mail.models import Letter
from press.work import beats

pytestmark = pytest.mark.django_db
PAGES = ["gift", "donor", "plan", "charge", "refund", "dispute", "payout", "receipt", "ledgerentry", "daytotal"]
PAGES += ["stripeevent"]


@pytest.fixture
def lived(sandbox: Sandbox) -> Gift:
    """A little of everything."""
    gift = give(sandbox, appeal=make_appeal(), name="=HYPERLINK()")
    give(sandbox, interval="month", email="m@paper.example")
    sandbox.refund(charge_of(sandbox, gift), 1000)
    sandbox.payout()
    bring(sandbox)
    return gift


@pytest.mark.parametrize("name", PAGES)
def test_publishers_read_and_nobody_else(office: Client, lived: Gift, ben: Any, name: str) -> None:
    address = f"/admin/donations/{name}/"
    assert office.get(address).status_code == 200
    assert office.get(f"{address}?q=dov").status_code == 200
    assert office.get(f"{address}add/").status_code in {403, 404}
    office.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert office.get(address).status_code == 403


@pytest.mark.parametrize("name", [name for name in PAGES if name != "daytotal"])
def test_each_row_has_a_page_without_a_save_button(office: Client, lived: Gift, name: str) -> None:
    from django.apps import apps

    for row in apps.get_model("donations", name).objects.all()[:1]:
        shown = office.get(f"/admin/donations/{name}/{row.pk}/change/")
        assert shown.status_code == 200
        assert 'name="_save"' not in shown.text


def test_list_of_gifts_asks_the_same_however_many_there_are(office: Client, django_assert_max_num_queries: Any) -> None:
    appeal = make_appeal()
    for number in range(30):
        make_gift(appeal=appeal, email=f"d{number}@paper.example")
    with django_assert_max_num_queries(11):
        office.get("/admin/donations/gift/")


def test_gifts_are_downloaded_and_no_cell_is_a_formula(office: Client, lived: Gift) -> None:
    answer = office.post(
        "/admin/donations/gift/",
        {"action": "download", "_selected_action": list(Gift.objects.values_list("pk", flat=True))},
    )
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert [(row["amount"], row["currency"], row["test"]) for row in rows] == [("60", "USD", "True")] * 2
    assert "'=HYPERLINK()" in {row["name"] for row in rows}


def test_totals_are_told_by_day_month_and_appeal(office: Client, lived: Gift) -> None:
    for by in ("day", "month", "appeal"):
        page = office.get(f"/admin/donations/daytotal/?by={by}").text
        assert ("$60.00" if by == "appeal" else "$120.00") in page
        assert "-$10.00" in page
    assert "Keep the paper free" in page
    assert office.get("/admin/donations/daytotal/?by=nonsense").status_code == 200


def test_parked_and_failed_events_come_first(office: Client, sandbox: Sandbox) -> None:
    gift = make_gift()
    sandbox.pay(begin(gift))
    bring(sandbox)
    StripeEvent.objects.filter(type="checkout.session.completed").update(state=StripeEvent.State.PARKED)
    shown = office.get("/admin/donations/stripeevent/").context["cl"].result_list
    assert shown[0].type == "checkout.session.completed"


def test_failed_event_shows_its_traceback_and_is_tried_again(office: Client, sandbox: Sandbox) -> None:
    def broken(_object_id: str, _visit: object) -> None:
        raise RuntimeError("The handler broke.")

    gift = give(sandbox)
    beats.beat()
    bring(sandbox, sandbox.events("checkout.session.completed"))
    event = StripeEvent.objects.get()
    events.handle(event.pk, handlers={**HANDLERS, event.type: broken})
    assert "The handler broke." in office.get(f"/admin/donations/stripeevent/{event.pk}/change/").text
    office.post("/admin/donations/stripeevent/", {"action": "try_again", "_selected_action": [event.pk]})
    event.refresh_from_db()
    assert event.state == StripeEvent.State.DONE
    assert Gift.objects.get(pk=gift.pk).state == Gift.State.RECEIVED


def test_receipt_is_opened_and_mailed_again_as_it_is_kept(office: Client, sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    receipt = Receipt.objects.get()
    answer = office.get(f"/admin/donations/receipt/{receipt.pk}/pdf/")
    kept_nowhere = "no-store, max-age=0, no-cache, must-revalidate, private"
    assert (answer.content, answer["Cache-Control"]) == (pdf_of(receipt), kept_nowhere)
    office.post("/admin/donations/receipt/", {"action": "send", "_selected_action": [receipt.pk]})
    assert Letter.objects.count() == 2
    assert mail.outbox == []


def test_paper_of_the_erased_is_shown_to_nobody(office: Client, sandbox: Sandbox) -> None:
    give(sandbox)
    bring(sandbox)
    ReceiptPaper.objects.update(restricted=True, forget_on=now().date())
    assert office.get(f"/admin/donations/receipt/{Receipt.objects.get().pk}/pdf/").status_code == 404
    assert "restricted" in office.get("/admin/donations/receipt/").text


def test_pdf_is_for_publishers(client: Client, sandbox: Sandbox, ben: Any) -> None:
    give(sandbox)
    bring(sandbox)
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/admin/donations/receipt/{Receipt.objects.get().pk}/pdf/").status_code == 403


def test_page_of_a_gift_tells_sums_and_what_belongs_to_it(office: Client, lived: Gift, pia: Any) -> None:
    void_receipt(Receipt.objects.order_by("pk").last(), reason="Misspelt.", by=pia)  # type: ignore[arg-type]
    page = office.get(f"/admin/donations/gift/{lived.pk}/change/").text
    assert "6000" not in page
    receipt = Receipt.objects.get(gift_id=lived.pk, step=0)
    for shown in ("$60.00", "$10.00", receipt.number, f"/admin/donations/charge/{lived.charges.get().pk}/change/"):
        assert shown in page


def test_page_of_a_donor_lists_gifts_and_what_was_done_by_hand(office: Client, lived: Gift, pia: Any) -> None:
    gift = Gift.objects.get(pk=lived.pk)
    page = office.get(f"/admin/donations/donor/{gift.donor_id}/change/").text
    assert f"/admin/donations/gift/{gift.pk}/change/" in page
    refund(gift.charges.get(), "5", place=1, by=pia, words="By phone.")
    assert "By phone." in office.get(f"/admin/donations/charge/{gift.charges.get().pk}/change/").text


def test_tests_are_called_tests(office: Client, lived: Gift) -> None:
    Gift.objects.filter(pk=lived.pk).update(livemode=True)
    for real, shown in (("1", 1), ("0", 1), ("", 2)):
        assert len(office.get(f"/admin/donations/gift/?livemode={real}").context["cl"].result_list) == shown
