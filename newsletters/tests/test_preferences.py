"""A reader's preferences and leaving: by the links of a mail, without a cookie, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.signals import person_erased, person_exporting
from articles.actions.merging import merge_topics
from articles.tests.builders import make_category, make_editor, make_topic
from newsletters.actions.subscribe import keep_wishes
from newsletters.models import Consent, Delivery, Subscriber, Subscription
from newsletters.tests.builders import make_edition, make_newsletter, make_reader
from newsletters.wishes import Wishes
from press.mail.suppression import suppress

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def cleo() -> Subscription:
    return make_reader()


def choose(client: Client, reader: Subscription, **fields: Any) -> Any:
    known = {"of_morning": "each"} | fields
    return client.post(f"/newsletters/preferences/{reader.subscriber.key}/", known, headers=OURS)


def test_a_reader_chooses_all_of_it(client: Client, cleo: Subscription) -> None:
    make_newsletter(name="The Week", slug="week", rhythm="weekly")
    politics = make_category()
    until = timezone.localdate() + timedelta(days=9)
    answer = choose(
        client, cleo, of_morning="weekly", of_week="each", topics=[politics.pk], only_wanted="on",
        hour="7", zone="Asia/Jerusalem", paused_until=until.isoformat(),
    )  # fmt: skip
    assert answer.status_code == 302
    subscriber = Subscriber.objects.get()
    assert (subscriber.wishes, subscriber.hour, subscriber.zone) == (f"only t{politics.pk}", 7, "Asia/Jerusalem")
    assert subscriber.paused_until == until
    assert dict(subscriber.subscriptions.values_list("newsletter__slug", "often")) == {
        "morning": "weekly",
        "week": "each",
    }
    assert not Subscription.objects.active(timezone.localdate()).exists()
    assert Subscription.objects.active(until).count() == 2


def test_what_cannot_be_read_changes_nothing_and_is_kept(client: Client, cleo: Subscription) -> None:
    answer = choose(client, cleo, paused_until="tomorrow", of_morning="")
    assert answer.status_code == 422
    assert 'value="tomorrow"' in answer.text
    assert Subscription.objects.get().left_at is None


def test_unticking_a_newsletter_leaves_it_and_ticking_comes_back(client: Client, cleo: Subscription) -> None:
    choose(client, cleo, of_morning="")
    assert Subscription.objects.get().left_because == "reader"
    choose(client, cleo)
    assert Subscription.objects.get().left_at is None
    noted = Consent.objects.order_by("pk").values_list("verb", "words")
    assert list(noted) == [("left", "left"), ("confirmed", "each")]


def test_a_mail_program_leaves_by_one_post_without_cookies(cleo: Subscription) -> None:
    program = Client(enforce_csrf_checks=True)
    path = f"/newsletters/unsubscribe/{cleo.key}/"
    program.get(path)
    assert Subscription.objects.get().left_at is None
    for _ in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert Subscription.objects.get().left_because == "reader"
    assert Consent.objects.get().verb == "left"


def test_who_left_by_mistake_comes_back_by_a_button_of_ours_only(client: Client, cleo: Subscription) -> None:
    path = f"/newsletters/unsubscribe/{cleo.key}/"
    client.post(path)
    client.post(path, {"again": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert Subscription.objects.get().left_at
    assert "You are subscribed again" in client.post(path, {"again": "yes"}, headers=OURS).text
    assert Subscription.objects.get().left_at is None


def test_preferences_ask_few_questions_and_are_kept_by_no_cache(client: Client, cleo: Subscription) -> None:
    make_category()
    path = f"/newsletters/preferences/{cleo.subscriber.key}/"
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer["Cache-Control"] == "no-store"
    assert len(asked) <= 6


def test_merged_topic_is_wanted_under_its_new_name(cleo: Subscription) -> None:
    water, rivers = make_topic("Water"), make_topic("Rivers")
    keep_wishes(cleo.subscriber, Wishes(frozenset({rivers.pk}), only=True))
    waits = Delivery.objects.create(edition=make_edition(), subscription=cleo, wishes=cleo.subscriber.wishes)
    merge_topics(water, rivers, by=make_editor())
    cleo.subscriber.refresh_from_db()
    assert cleo.subscriber.wishes == f"only t{water.pk}"
    assert list(cleo.subscriber.topics.all()) == [water]
    waits.refresh_from_db()
    assert waits.wishes == f"only t{water.pk}"


def test_an_erased_person_gets_no_newsletters_and_what_was_sent_stays_counted(cleo: Subscription) -> None:
    user = User.objects.create_user("Cleo@reader.example")
    Delivery.objects.create(edition=make_edition(), subscription=cleo)
    told = [said for _receiver, said in person_exporting.send(sender=User, user=user) if said]
    assert any("newsletters" in said for said in told)
    person_erased.send(sender=User, user=user, at=timezone.now())
    assert not Subscriber.objects.exists()
    assert Delivery.objects.get().subscription is None


def test_whom_the_office_sends_nothing_is_told_so(client: Client, cleo: Subscription) -> None:
    suppress(cleo.subscriber.address, why="by-hand")
    assert choose(client, cleo)["Location"].endswith("?done=held")
    path = f"/newsletters/preferences/{cleo.subscriber.key}/?done=held"
    assert "sends no mail to this address" in client.get(path).text


def test_all_newsletters_are_left_by_one_button(client: Client, cleo: Subscription) -> None:
    week = Subscription.objects.create(
        subscriber=cleo.subscriber, newsletter=make_newsletter(slug="week"), begun_at=timezone.now()
    )
    answer = client.post(f"/newsletters/preferences/{cleo.subscriber.key}/", {"leave": "all"}, headers=OURS)
    assert answer["Location"].endswith("?done=none")
    assert not Subscription.objects.filter(left_at=None).exists()
    week.refresh_from_db()
    assert week.left_because == "reader"


def test_what_is_ticked_in_two_windows_is_wanted_from_both(client: Client, cleo: Subscription) -> None:
    health, culture, politics = (make_category(name) for name in ("Health", "Culture", "Politics"))
    keep_wishes(cleo.subscriber, Wishes(frozenset({politics.pk})))
    page = client.get(f"/newsletters/preferences/{cleo.subscriber.key}/").text
    assert f'name="was" value="t{politics.pk}"' in page
    choose(client, cleo, was=f"t{politics.pk}", topics=[politics.pk, health.pk])
    choose(client, cleo, was=f"t{politics.pk}", topics=[culture.pk])  # and Politics is unticked there
    assert set(Subscriber.objects.get().topics.all()) == {health, culture}


@pytest.mark.parametrize("was", ["tx", "a", "t1 t", "\x00", "t-1", "only"])
def test_a_page_that_says_nonsense_of_itself_harms_nothing(client: Client, cleo: Subscription, was: str) -> None:
    culture = make_category("Culture")
    assert choose(client, cleo, was=was, topics=[culture.pk]).status_code == 302
    assert list(Subscriber.objects.get().topics.all()) == [culture]
