"""The one list of addresses that get no mail: every mail obeys it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from press.mail import outbox, suppression
from press.mail.address import AddressField
from press.mail.models import Letter, Suppressed
from press.mail.tests.conftest import NOON, make_letter

pytestmark = pytest.mark.django_db
DOV = "dov@giver.example"
HOUR = timedelta(hours=1)


def test_mail_to_a_suppressed_address_is_not_sent_and_says_so() -> None:
    suppression.suppress(DOV, why="bounced")
    letter = make_letter(to=DOV)
    outbox.deliver(letter.pk, at=NOON)
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.due_at) == (Letter.State.HELD, "", None)
    assert mail.outbox == []


def test_mail_goes_there_again_once_it_is_allowed() -> None:
    suppression.suppress(DOV, why="complained")
    assert suppression.allow(suppression.digest("Dov@Giver.example"))
    outbox.deliver(make_letter(to=DOV).pk, at=NOON)
    assert len(mail.outbox) == 1


def test_an_address_is_known_whatever_letters_it_is_written_in() -> None:
    suppression.suppress("Dov@Giver.Example", why="bounced")
    assert suppression.is_suppressed(DOV)
    assert suppression.suppressed_among([DOV, "cleo@reader.example"]) == {DOV}


def test_an_address_is_known_however_its_domain_is_written() -> None:
    suppression.suppress("kim@bücher.example", why="complained")
    assert suppression.is_suppressed("kim@xn--bcher-kva.example")
    assert AddressField().clean("Kim@Bücher.example") == "kim@xn--bcher-kva.example"


def test_a_complaint_outweighs_a_bounce_and_a_bounce_no_complaint() -> None:
    suppression.suppress(DOV, why="bounced")
    suppression.suppress(DOV, why="complained")
    suppression.suppress(DOV, why="bounced")
    assert Suppressed.objects.get().why == "complained"


def test_what_is_told_late_of_an_address_that_was_allowed_since_changes_nothing() -> None:
    now = timezone.now()
    suppression.suppress(DOV, why="complained", at=now - HOUR)
    assert suppression.forgive(DOV, at=now)
    suppression.suppress(DOV, why="complained", at=now - HOUR)  # the same event once more
    assert not suppression.is_suppressed(DOV)
    suppression.suppress(DOV, why="bounced", at=now + HOUR)
    assert suppression.is_suppressed(DOV)
    assert Suppressed.objects.get().why == "bounced"


def test_a_reader_does_not_undo_what_the_office_decided() -> None:
    suppression.suppress(DOV, why="by-hand")
    assert not suppression.forgive(DOV)
    suppression.suppress(DOV, why="complained")
    assert not suppression.forgive(DOV)
    assert suppression.allow(suppression.digest(DOV))


@pytest.mark.parametrize("local", ['"cleo"', '"c\\leo"', '"a,b"'])
def test_an_address_with_a_second_spelling_is_not_taken(local: str) -> None:
    with pytest.raises(ValidationError, match="plain letters only"):
        AddressField().clean(f"{local}@reader.example")


def test_an_erased_address_stays_on_the_list_without_being_written_there() -> None:
    suppression.suppress(DOV, why="complained")
    suppression.forget_address(DOV)
    assert DOV not in str(Suppressed.objects.values().get())
    assert suppression.is_suppressed(DOV)
