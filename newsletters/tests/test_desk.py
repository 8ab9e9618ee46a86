"""Editions at the desk: made, written, seen, tested, checked and sent by who may."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.tests.builders import make_article, make_category
from newsletters.actions.consent import note
from newsletters.actions.subscribe import keep_wishes
from newsletters.admin.edition import EditionForm
from newsletters.models import Delivery, Edition, EditionLink
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.tests.desk import at
from newsletters.wishes import Wishes
from press.mail.outbox import deliver_due
from press.mail.suppression import suppress
from press.work import beats

pytestmark = pytest.mark.django_db
State = Edition.State


def typed(edition: Edition, *stories: Any, **words: Any) -> dict[str, Any]:
    return {
        "subject": "The ferry sails again",
        "preheader": "After a year",
        "introduction": "<p>Good morning.</p>",
        "date": f"{edition.date}",
        "lineup": [story.pk for story in stories],
        "seen_version": edition.version,
        **words,
    }


# --- Making and writing -----------------------------------------------------------------------------------------------


def test_todays_edition_is_made_by_one_button_and_only_once(desk: Client) -> None:
    newsletter = make_newsletter()
    story = make_article()
    for _ in range(2):  # a double click
        response = desk.post(reverse("admin:newsletters_edition_propose"), {"newsletter": newsletter.pk})
    edition = Edition.objects.get()
    assert response["Location"] == at("change", edition)
    assert [place.article for place in edition.places.all()] == [story]
    assert story.headline in desk.get(at("change", edition)).text


def test_what_an_editor_wrote_is_kept_in_order(desk: Client) -> None:
    first, second = make_article("First"), make_article("Second")
    edition = make_edition(first)
    desk.post(at("change", edition), typed(edition, second, first))
    edition.refresh_from_db()
    assert edition.introduction == "<p>Good morning.</p>"
    assert [place.article for place in edition.places.order_by("position")] == [second, first]


def test_saving_leads_where_the_button_says(desk: Client) -> None:
    edition = make_edition(make_article())
    assert desk.post(at("change", edition), typed(edition, _preview="yes"))["Location"] == at("preview", edition)
    edition.refresh_from_db()
    assert desk.post(at("change", edition), typed(edition, _send="yes"))["Location"] == at("send", edition)


def test_of_two_editors_the_second_is_told_what_differs_and_keeps_what_they_typed(desk: Client) -> None:
    ferry, council = make_article("The Ferry Sails"), make_article("Nine Chairs & a Table")
    edition = make_edition(ferry)
    mine = typed(edition, ferry, subject="Mine, which I typed for an hour", introduction="<p>Good evening.</p>")
    desk.post(at("change", edition), typed(edition, ferry, council, subject="Theirs"))
    told = desk.post(at("change", edition), mine)
    assert "Somebody saved this edition" in told.text
    assert "Mine, which I typed for an hour" in told.text
    found = told.context["adminform"].form.differences
    shown = {one.label: [(line.sign, " ".join(p.words for p in line.pieces)) for line in one.lines] for one in found}
    assert shown == {
        "subject": [("-", "Theirs"), ("+", "Mine, which I typed for an hour")],
        "introduction": [("-", "Good morning."), ("+", "Good evening.")],
        "stories": [("-", "Nine Chairs & a Table")],
    }
    edition.refresh_from_db()
    assert edition.subject == "Theirs"
    again = told.context["adminform"].form.data["seen_version"]
    desk.post(at("change", edition), {**mine, "seen_version": again})
    edition.refresh_from_db()
    assert edition.subject == "Mine, which I typed for an hour"


def test_what_has_gone_has_a_report_in_place_of_its_form(desk: Client) -> None:
    edition = make_edition(make_article(), state=State.SENT, released_at=timezone.now())
    assert desk.get(at("change", edition))["Location"] == at("report", edition)
    desk.post(at("change", edition), typed(edition, subject="Another"))
    edition.refresh_from_db()
    assert edition.subject == "The ferry sails again"


@pytest.mark.parametrize("typed_lineup", [["x"], ["-1"], ["9" * 30], ["１"], [""]])
def test_what_is_no_story_is_left_out(desk: Client, typed_lineup: list[str]) -> None:
    edition = make_edition()
    desk.post(at("change", edition), typed(edition, lineup=typed_lineup))
    assert edition.places.count() == 0


def test_tomorrows_edition_is_made_today(desk: Client) -> None:
    edition = make_edition(make_article())
    make_edition(make_article("Another"), date=edition.date + timedelta(days=1))
    tomorrow = edition.date + timedelta(days=1)
    desk.post(at("change", edition), typed(edition, date=f"{tomorrow}"))
    edition.refresh_from_db()
    assert (edition.date, edition.number) == (tomorrow, 2)


def test_who_saves_while_an_edition_goes_out_is_told_and_keeps_what_they_typed() -> None:
    edition = make_edition(make_article())
    known = Edition.objects.get(pk=edition.pk)  # as the page was opened
    Edition.objects.update(state=State.SENDING, released_at=timezone.now())
    form = EditionForm(QueryDict(urlencode(typed(known, subject="Typed for an hour"), doseq=True)), instance=known)
    assert "has gone out while you wrote" in form.non_field_errors()[0]
    assert form["subject"].value() == "Typed for an hour"


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["change", "preview", "letter", "send", "report"])
def test_a_reporter_sees_no_editions(client: Client, ada: User, name: str) -> None:
    client.force_login(ada)
    assert client.get(at(name, make_edition(make_article()))).status_code == 403


@pytest.mark.parametrize("name", ["test", "deed", "send"])
def test_a_reporter_sends_nothing(client: Client, ada: User, name: str) -> None:
    client.force_login(ada)
    edition = make_edition(make_article())
    assert client.post(at(name, edition), {"how": "now", "deed": "pause", "to": "a@b.example"}).status_code == 403
    edition.refresh_from_db()
    assert edition.state == State.DRAFT
    assert mail.outbox == []


def test_readers_addresses_are_for_publishers(client: Client, ben: User, pia: User) -> None:
    reader = make_reader(wishes=Wishes())
    edition = make_edition(make_article())
    look = f"{at('preview', edition)}?reader={reader.subscriber.address}"
    client.force_login(ben)
    assert client.get(look).status_code == 403
    client.force_login(pia)
    assert client.get(look).status_code == 200


# --- Seen and tested --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["desk", "phone", "dark", "text", "nonsense", ""])
def test_an_edition_is_seen_in_every_way(desk: Client, view: str) -> None:
    edition = make_edition(make_article("A Ferry Sails"))
    page = desk.get(f"{at('preview', edition)}?view={view}&reader=")  # as the form sends it
    assert (page.status_code, page.context["trouble"]) == (200, "")
    letter = desk.get(f"{at('letter', edition)}?view={view}")
    assert "A Ferry Sails" in letter.text
    assert "script-src" not in letter["Content-Security-Policy"]
    assert ("@media all" in letter.text) == (view == "dark")
    assert not EditionLink.objects.exists()


def test_an_edition_is_seen_as_somebody_who_follows_something(desk: Client) -> None:
    own = make_article("An Oud Is Mended")
    edition = make_edition(make_article("A Ferry Sails"))
    assert own.category
    assert "An Oud Is Mended" in desk.get(f"{at('letter', edition)}?topics={own.category.pk}").text
    assert "An Oud Is Mended" not in desk.get(at("letter", edition)).text


def test_who_is_not_subscribed_is_named_so(client: Client, pia: User) -> None:
    client.force_login(pia)
    page = client.get(f"{at('preview', make_edition(make_article()))}?reader=nobody@reader.example")
    assert "nobody@reader.example is not subscribed" in page.text


def test_a_test_goes_to_one_address_and_leaves_no_list(desk: Client) -> None:
    beats.beat()
    edition = make_edition(make_article("A Ferry Sails"))
    desk.post(at("test", edition), {"to": "ben@paper.example"})
    deliver_due(timezone.now())
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["ben@paper.example"], "[Test] The ferry sails again")
    assert "/unsubscribe/test/" in sent.body
    for page in ("unsubscribe", "preferences"):
        assert "A test has no reader" in Client().get(f"/newsletters/{page}/test/").text
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("to", ["", "nobody", "a@b.example\r\nBcc: all@paper.example", f"{'a' * 320}@b.example"])
def test_a_test_to_no_address_is_not_sent(desk: Client, to: str) -> None:
    desk.post(at("test", make_edition(make_article())), {"to": to})
    assert mail.outbox == []


# --- What waits, and what is found ------------------------------------------------------------------------------------


def test_an_uncertain_mail_is_listed_and_decided_about(client: Client, pia: User) -> None:
    edition = make_edition(make_article(), state=State.SENT, released_at=timezone.now())
    delivery = Delivery.objects.create(edition=edition, subscription=make_reader(), state="uncertain")
    client.force_login(pia)
    assert "Decide" in client.get(at("report", edition)).text
    listing = reverse("admin:newsletters_delivery_changelist")
    client.post(listing, {"action": "leave_as_it_is", "_selected_action": [delivery.pk]})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("skipped", "decided")


def test_the_dashboard_names_what_is_under_way_and_what_waits_for_a_decision(
    client: Client, ada: User, ben: User, pia: User
) -> None:
    edition = make_edition(
        make_article(), state=State.SCHEDULED, send_at=timezone.now(), trouble="The mail server answered 454"
    )
    make_newsletter(name="The Week", slug="week", rhythm="weekly")
    Delivery.objects.create(edition=edition, subscription=make_reader(), state="uncertain")
    told = {}
    for person in (ada, ben, pia):
        client.force_login(person)
        told[person] = client.get("/admin/").text
    assert str(edition) in told[ben]
    assert "The mail server answered 454" in told[ben]
    assert "Today’s edition of The Week" in told[ben]
    assert "Today’s edition of The Morning Courier" not in told[ben]
    assert "perhaps sent" not in told[ben]
    assert "1 mail that was perhaps sent: decide" in told[pia]
    assert str(edition) not in told[ada]


def test_the_story_search_finds_what_may_stand_in_an_edition(desk: Client) -> None:
    story = make_article("A Ferry Sails")
    found = json.loads(desk.get(reverse("admin:articles_frontslot_stories"), {"q": "ferry"}).content)
    assert [one["id"] for one in found["stories"]] == [story.pk]


def test_a_readers_page_says_what_they_get_and_why(client: Client, pia: User) -> None:
    client.force_login(pia)
    culture = make_category("Culture")
    reader = make_reader(of=make_newsletter(), hour=7, zone="Asia/Jerusalem")
    keep_wishes(reader.subscriber, Wishes(frozenset({culture.pk}), only=True))
    Delivery.objects.create(edition=make_edition(make_article()), subscription=reader, state="accepted")
    note(reader, "confirmed", at=timezone.now(), page="/newsletters/confirm/", words="Yes, this is my address")
    suppress(reader.subscriber.address, why="bounced")
    page = client.get(reverse("admin:newsletters_subscriber_change", args=[reader.subscriber.pk])).text
    for words in (
        "Culture; nothing else.",
        "Not before 07:00 (Asia/Jerusalem).",
        "No: mail came back for good.",
        ", accepted",
        "Yes, this is my address",
    ):
        assert words in page
    found = client.get(reverse("admin:newsletters_subscriber_changelist"), {"q": "cleo"}).text
    assert "The Morning Courier" in found


def test_readers_pages_cost_the_same_for_few_and_many(client: Client, pia: User) -> None:
    client.force_login(pia)
    make_newsletter()
    url = reverse("admin:newsletters_subscriber_changelist")
    client.get(url)
    counts = []
    for first in (0, 10):
        for number in range(first, first + 10):
            make_reader(f"r{number}@reader.example")
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_a_reader_follows_is_ticked_when_it_is_seen_as_they_get_it(client: Client, pia: User) -> None:
    client.force_login(pia)
    culture, politics = make_category("Culture"), make_category("Politics")
    make_reader("cleo@reader.example", wishes=Wishes(frozenset({culture.pk})))
    asked = {"reader": "cleo@reader.example", "topics": str(politics.pk)}
    form = client.get(at("preview", make_edition(make_article())), asked).context["form"]
    assert form["topics"].value() == [str(culture.pk)]
