"""What providers tell by their webhooks: proved, once, and only what concerns us."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.test import Client
from pytest_django import Settings

from press.mail.bounces import is_for_now
from press.mail.models import Suppressed
from press.mail.signals import mail_bounced

pytestmark = pytest.mark.django_db
SECRET = "postmark:between-us"
DOV = "dov@giver.example"
BOUNCE = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "ID": 42,
    "Email": "Dov@Giver.example",
    "Details": "550 no such\nuser",
    "BouncedAt": "2026-11-20T06:31:00Z",
    "Metadata": {"delivery": "7"},
}


@pytest.fixture(autouse=True)
def _postmark(settings: Settings) -> None:
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
        "bulk": {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": {"server_token": "x"}},
    }
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def tell(event: Any, *, provider: str = "postmark", secret: str = SECRET) -> int:
    headers = {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}
    body = event if isinstance(event, str) else json.dumps(event)
    return Client().post(f"/mail/{provider}/", body, content_type="application/json", headers=headers).status_code


@pytest.fixture
def heard() -> Any:
    events: list[dict[str, Any]] = []

    def listen(**told: Any) -> None:
        events.append(told)

    mail_bounced.connect(listen)
    yield events
    mail_bounced.disconnect(listen)


def test_a_bounce_puts_the_address_on_the_list_and_is_told_upwards(heard: list[dict[str, Any]]) -> None:
    assert tell(BOUNCE) == 200
    assert (Suppressed.objects.get().address, Suppressed.objects.get().why) == (DOV, "bounced")
    assert [(one["address"], one["kind"], one["delivery"], one["told_as"]) for one in heard] == [
        (DOV, "bounced", "7", "Postmark 42")
    ]
    assert heard[0]["detail"] == "550 no such user"


def test_a_complaint_puts_the_address_on_the_list(heard: list[dict[str, Any]]) -> None:
    assert tell({**BOUNCE, "RecordType": "SpamComplaint", "Type": "SpamComplaint"}) == 200
    assert Suppressed.objects.get().why == "complained"


@pytest.mark.parametrize("secret", ["", "postmark:guessed", "between-us"])
def test_an_event_that_nobody_signed_changes_nothing(secret: str) -> None:
    assert tell(BOUNCE, secret=secret) in {400, 403}
    assert not Suppressed.objects.exists()


def test_a_full_mailbox_or_a_delivery_suppresses_nobody(heard: list[dict[str, Any]]) -> None:
    assert tell({**BOUNCE, "Type": "Transient"}) == 200
    assert tell({"RecordType": "Delivery", "Recipient": DOV, "DeliveredAt": "2026-11-20T06:31:00Z"}) == 200
    assert heard == []
    assert not Suppressed.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"RecordType": "Bounce", "Type": "SoftBounce", "TypeCode": 4096, "Inactive": False},  # Postmark
        {"event": "soft_bounce", "reason": "mailbox full"},  # Brevo, Mandrill
        {"type": "activity.soft_bounced", "data": {"recipient": DOV}},  # MailerSend
        {"event": "bounce", "hard_bounce": False, "error_related_to": "recipient", "error": "user unknown"},  # Mailjet
        {"event": "blocked", "error": "quota exceeded"},  # Mailjet
        {"msys": {"message_event": {"type": "bounce", "bounce_class": "22"}}},  # SparkPost
        {"type": "email.bounced", "data": {"bounce": {"type": "Transient", "message": "inbox was full"}}},  # Resend
    ],
)
def test_a_bounce_for_now_is_told_from_one_for_good(said: Any) -> None:
    assert is_for_now(said)


@pytest.mark.parametrize(
    "said",
    [
        BOUNCE,
        {"event": "hard_bounce"},
        {"event": "bounce", "hard_bounce": True, "error": "user unknown"},
        {"msys": {"message_event": {"type": "bounce", "bounce_class": "10"}}},
        {"type": "email.bounced", "data": {"bounce": {"type": "Permanent"}}},
        None,
        [],
        "soft",
    ],
)
def test_what_is_for_good_is_not_taken_for_a_bounce_for_now(said: Any) -> None:
    assert not is_for_now(said)


def test_a_mailbox_that_is_full_today_gets_mail_tomorrow(heard: list[dict[str, Any]]) -> None:
    assert tell({**BOUNCE, "Type": "SoftBounce", "Inactive": False}) == 200
    assert heard == []
    assert not Suppressed.objects.exists()


def test_what_a_database_cannot_keep_is_left_out_of_what_was_said() -> None:
    assert tell({**BOUNCE, "Details": "550 no\x00 such\x07 user"}) == 200
    assert Suppressed.objects.get().why == "bounced"


def test_a_provider_that_tells_no_metadata_names_the_delivery_by_its_tag(heard: list[dict[str, Any]]) -> None:
    event = AnymailTrackingEvent(event_type="bounced", recipient=DOV, tags=["news", "delivery-7"])
    tracking.send(sender=None, event=event, esp_name="Postal")
    assert heard[0]["delivery"] == "7"


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"RecordType": 3}', '{"RecordType":"Bounce"}'])
def test_what_cannot_be_read_is_refused_without_a_fault(body: str) -> None:
    assert tell(body) in {200, 400}
    assert not Suppressed.objects.exists()


def test_a_provider_that_is_not_ours_has_no_address_here() -> None:
    assert tell(BOUNCE, provider="mailgun") == 404
    assert tell(BOUNCE, provider="nobody") == 404


def test_without_any_proof_no_provider_is_listened_to(settings: Settings) -> None:
    settings.ANYMAIL = {}
    assert tell(BOUNCE) == 404


@pytest.mark.parametrize("key", ["WEBHOOK_KEY", "SIGNING_SECRET", "WEBHOOK_SIGNING_KEY"])
def test_a_key_by_which_a_provider_does_not_sign_proves_nothing(settings: Settings, key: str) -> None:
    settings.ANYMAIL = {f"POSTMARK_{key}": "secret"}
    assert tell(BOUNCE, secret="") == 404
    assert not Suppressed.objects.exists()


def test_a_providers_own_signature_is_enough(settings: Settings) -> None:
    settings.MAILERS["bulk"] = {"BACKEND": "anymail.backends.mailgun.EmailBackend"}
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": "key"}
    signed = {"timestamp": "1700000000", "token": "t"}
    signed["signature"] = hmac.new(b"key", b"1700000000t", hashlib.sha256).hexdigest()
    event = {"event": "complained", "id": "e1", "recipient": DOV, "timestamp": 1700000000.0}
    assert tell({"signature": signed, "event-data": event}, provider="mailgun", secret="") == 200
    assert Suppressed.objects.get().why == "complained"
    forged = {**signed, "signature": "0" * 64}
    assert tell({"signature": forged, "event-data": event}, provider="mailgun", secret="") in {400, 403}
