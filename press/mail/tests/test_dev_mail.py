"""The embedded mailer, and the pages that show what it wrote."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from pytest_django import Settings

from press.mail import outbox
from press.mail.checks import bounces_are_heard, mail_leaves, mailers_can_be_made
from press.mail.letters import Attached
from press.mail.models import Letter
from press.mail.tests.conftest import NOON, make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MAILERS = {"default": {"BACKEND": "press.mail.files.FileMailer", "OPTIONS": {"folder": tmp_path / "mail"}}}
    return tmp_path / "mail"


def test_each_message_is_one_whole_file(folder: Path) -> None:
    for _ in range(2):
        outbox.deliver(make_letter().pk, at=NOON)
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert all(b"123456" in file.read_bytes() for file in files)


def test_sender_killed_while_it_wrote_writes_the_same_file_again(folder: Path) -> None:
    letter = make_letter()
    outbox.deliver(letter.pk, at=NOON)
    Letter.objects.update(state=Letter.State.CALLING, due_at=NOON, text="once more", html="")
    outbox.settle_cut_off(NOON)
    assert outbox.deliver(letter.pk, at=NOON)
    assert len(list(folder.iterdir())) == 1


def test_folder_that_cannot_be_written_is_tried_again(folder: Path) -> None:
    folder.write_text("a file in its place")
    letter = make_letter()
    outbox.deliver(letter.pk, at=NOON)
    letter.refresh_from_db()
    assert letter.state == Letter.State.QUEUED
    assert "FileExistsError" in letter.trouble


def test_mail_is_read_in_debug(folder: Path, client: Client, settings: Settings) -> None:
    outbox.deliver(make_letter().pk, at=NOON)
    settings.DEBUG = True
    name = next(folder.iterdir()).stem
    assert f"/dev/mail/{name}/" in client.get("/dev/mail/").text
    page = client.get(f"/dev/mail/{name}/")
    assert '<a href="https://paper.example/l/"' in page.text
    assert page["Cache-Control"].find("no-store") > 0
    html = client.get(f"/dev/mail/{name}/html/")
    assert '<base target="_top">' in html.text
    assert html["Content-Security-Policy"].endswith("sandbox allow-top-navigation-by-user-activation")
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/dev/mail/another/").status_code == 404


def test_what_came_along_with_a_mail_can_be_opened(folder: Path, client: Client, settings: Settings) -> None:
    kept = storages["originals"].save("letters/paper.pdf", ContentFile(b"%PDF-1.7 a paper"))
    outbox.deliver(make_letter(attached=[Attached("originals", kept, "Receipt 7.pdf", "application/pdf")]).pk, at=NOON)
    settings.DEBUG = True
    name = next(folder.iterdir()).stem
    assert "Receipt 7.pdf" in client.get(f"/dev/mail/{name}/").text
    answer = client.get(f"/dev/mail/{name}/0/")
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7 a paper", "application/pdf")
    assert client.get(f"/dev/mail/{name}/1/").status_code == 404


def test_mail_is_nowhere_outside_debug(folder: Path, client: Client) -> None:
    outbox.deliver(make_letter().pk, at=NOON)
    for address in ("/dev/mail/", f"/dev/mail/{next(folder.iterdir()).stem}/"):
        assert client.get(address).status_code == 404


def test_deploying_without_a_mail_server_is_warned_of(folder: Path) -> None:
    assert [warning.id for warning in mail_leaves(None)] == ["mail.W001"]


@pytest.mark.parametrize(
    ("options", "said"),
    [({}, "must define 'server_token'"), ({"server_token": "x", "servertoken": "x"}, "Unknown options")],
)
def test_a_provider_without_its_key_is_told_of_before_the_first_mail(
    settings: Settings, options: dict[str, str], said: str
) -> None:
    postmark = {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": options}
    settings.MAILERS = {**settings.MAILERS, "bulk": postmark}
    (error,) = mailers_can_be_made(None)
    assert error.id == "mail.E001"
    assert said in error.msg


def test_a_provider_whose_events_nothing_proves_is_warned_of(settings: Settings) -> None:
    assert bounces_are_heard(None) == []
    postmark = {"BACKEND": "anymail.backends.postmark.EmailBackend", "OPTIONS": {"server_token": "x"}}
    settings.MAILERS = {**settings.MAILERS, "bulk": postmark}
    assert [warning.id for warning in bounces_are_heard(None)] == ["mail.W002"]
    settings.ANYMAIL = {"WEBHOOK_SECRET": "us:secret"}
    assert bounces_are_heard(None) == []
