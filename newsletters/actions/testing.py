"""Sending a test of an edition to one address, by the door that editions leave by."""

from django.core.exceptions import PermissionDenied

from newsletters.letter.sheet import LEAVE, PREFERENCES, Letter
from press.mail.letters import Words
from press.mail.models import Letter as Mail
from press.mail.outbox import post_words
from press.record.people import Person

NOBODY = "test"  # in place of a reader's keys


def send_test(letter: Letter, *, to: str, by: Person) -> Mail:
    """Send a letter to an address as a test; its own links lead to a page that says so. Raises PermissionDenied."""
    if not by.has_perm("newsletters.send_edition"):
        raise PermissionDenied("Your role does not include sending editions.")
    html, text = (form.replace(PREFERENCES, NOBODY).replace(LEAVE, NOBODY) for form in (letter.html, letter.text))
    words = Words(subject=f"[Test] {letter.subject}", text=text, html=html)
    return post_words(words, message="newsletters/test", to=to, mailer="bulk", is_waited_for=True)
