"""What an appeal says and where its links lead: rendered on write, completed at reading time."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.utils import timezone

from donations import asking
from donations.actions.appeals import CannotAsk, remove_appeal, write_appeal
from donations.models import Appeal, DayTotal, Gift
from donations.tests.asking import make_letter
from donations.tests.builders import make_gift
from press.pictures.signals import picture_changed
from press.pictures.tests.builders import make_picture
from press.web.remember import forget_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("giving")]


def printed(tag: str, **context: Any) -> str:
    return Template("{% load giving %}" + tag).render(Context(context))


def test_buttons_are_links_that_say_what_where_and_from_which_story() -> None:
    make_letter(amounts=(("once", 6000, "keeps a student in the field for a day"), ("month", 1550, "")))

    html = printed('{% appeal "article-end" article_id=12 %}')

    once = "/donate/free/?amount=60&amp;currency=USD&amp;interval=once&amp;article=12&amp;placement=article-end"
    assert f'href="{once}">$60</a> <span>keeps a student in the field for a day</span>' in html
    assert "amount=15.50&amp;currency=USD&amp;interval=month&amp;article=12" in html
    assert 'href="/donate/free/?article=12&amp;placement=article-end"' in html


def test_the_front_page_names_no_story() -> None:
    make_letter(amounts=(("once", 6000, ""),))

    html = printed('{% appeal "front" %}')

    assert "interval=once&amp;placement=front" in html
    assert "article=" not in html


def test_words_of_an_editor_are_escaped_and_cleaned() -> None:
    make_letter(
        title="Gifts & <b>you</b>",
        message="<p>Hello</p><script>alert(1)</script>",
        closing="<i>The editor</i>",
        amounts=(("once", 6000, "<script>"),),
    )

    html = printed('{% appeal "front" %}')

    assert "Gifts &amp; &lt;b&gt;you" in html
    assert "&lt;i&gt;The editor" in html
    assert "<script" not in html


BLOCKS = ["<p>One.</p>", "<h2>Head</h2>", "<p>Two.</p>", "<figure></figure>", "<p>Three.</p>", "<p>Four.</p>"]


@pytest.mark.parametrize(("after", "place"), [(1, 1), (2, 3), (3, 5), (4, None), (9, None)])
def test_in_the_text_it_stands_after_the_paragraph_asked_for_and_never_last(after: int, place: int | None) -> None:
    make_letter(in_text_after=after)

    blocks = asking.among(BLOCKS, article_id=3, kind="story")

    found = [number for number, block in enumerate(blocks) if "appeal-text" in block]
    assert found == ([] if place is None else [place])
    assert [block for block in blocks if "appeal-text" not in block] == BLOCKS


def test_a_brief_has_none_in_its_text() -> None:
    make_letter(in_text_after=1)

    assert asking.among(BLOCKS, article_id=3, kind="brief") == BLOCKS


def test_an_appeal_that_is_not_meant_for_a_place_leaves_it_empty() -> None:
    make_letter()

    assert printed('{% appeal "banner" %}') == ""
    assert printed("{% with_appeal blocks kind='story' %}", blocks=["<p>One.</p>", "<p>Two.</p>"]) == (
        "<p>One.</p> <p>Two.</p>"
    )


def test_a_goal_without_progress_is_told_and_nothing_is_counted() -> None:
    make_letter(goal=5_000_000, deadline=date(2026, 12, 31))

    html = printed('{% appeal "front" %}')

    assert "Our goal is $50,000, by Dec. 31, 2026." in html
    assert "<progress" not in html


def test_progress_counts_what_arrived_for_this_appeal_in_its_currency_and_mode() -> None:
    appeal = make_letter(goal=5_000_000, shows_progress=True)

    def book(gross: int, **other: Any) -> None:
        known = {"currency": "USD", "livemode": False, "appeal_id": appeal.pk, "kind": "charge", "entries": 1}
        row = {"day": timezone.localdate(), "fee": 0, "gross": gross, "net": gross}
        DayTotal.objects.create(**known | row | other)

    book(2_000_000)
    book(-500_000, kind="refund")
    book(9_000_000, livemode=True)
    book(9_000_000, currency="EUR")
    book(9_000_000, appeal_id=DayTotal.NO_APPEAL)
    forget_all()

    html = printed('{% appeal "front" %}')

    assert "$15,000 of $50,000." in html
    assert 'value="30"' in html


def test_the_picture_stands_with_its_caption_and_credit_and_follows_its_changes() -> None:
    picture = make_picture(caption="Nets", alt="Nets on the quay", photographer="Ilan Vardy")
    make_letter(picture=picture, caption="Nets at dawn.")
    assert "Nets at dawn." in printed('{% appeal "front" %}')
    assert "Ilan Vardy" in printed('{% appeal "front" %}')

    picture.photographer = "Leila Sabban"
    picture.save()
    picture_changed.send(type(picture), picture_id=picture.pk)

    assert "Leila Sabban" in printed('{% appeal "front" %}')
    picture.rights_expire = date(2020, 1, 1)
    picture.save()
    picture_changed.send(type(picture), picture_id=picture.pk)
    assert "<picture" not in printed('{% appeal "front" %}')


def test_everything_kept_of_appeals_is_remade_by_the_command() -> None:
    appeal = make_letter()
    Appeal.objects.filter(pk=appeal.pk).update(rendered={})

    call_command("render")

    appeal.refresh_from_db()
    assert "ferry reporter" in appeal.rendered["letter"]


@pytest.mark.parametrize("slug", ["thanks", "manage", "Thanks"])
def test_an_address_of_the_sites_own_is_refused(slug: str) -> None:
    with pytest.raises(CannotAsk, match="an address the site itself uses"):
        write_appeal(Appeal(title="X", slug=slug, message="<p>x</p>", currency="USD"))


def test_writing_twice_changes_nothing_more() -> None:
    appeal = make_letter()
    first = dict(appeal.rendered)

    write_appeal(appeal)

    assert appeal.rendered == first


def test_gifts_outlive_the_appeal_that_brought_them() -> None:
    appeal = make_letter()
    gift = make_gift(appeal=appeal)

    remove_appeal(appeal)

    assert Gift.objects.get(pk=gift.pk).appeal is None
    assert printed('{% appeal "front" %}') == ""
