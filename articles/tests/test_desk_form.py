"""Saving a story through its form: nothing typed is lost, and every refusal is a sentence beside its field."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions.publish import submit
from articles.models import Article, Topic
from articles.tests.builders import make_article, make_author, make_category, make_draft
from press.pictures.tests.builders import make_row
from press.richtext.clean import LONGEST

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def typed(**changes: Any) -> dict[str, Any]:
    """What an editor has typed when a story lacks nothing."""
    whole = {
        "headline": "Ferry Sails Again",
        "dek": "After nine days.",
        "body": "<p>The ferry sailed.</p>",
        "kind": "story",
        "language": "en",
        "category": make_category().pk,
        "topics": "Ports, Water",
        "bylines": make_author().name,
    }
    return {**whole, **changes}


def form_of(story: Article, **changes: Any) -> dict[str, Any]:
    return typed(seen_version=story.version, **changes)


def page(response: Any) -> str:
    return str(response.content.decode())


def url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


# --- Saving ---


def test_a_new_story_keeps_all_that_was_typed(desk: Client) -> None:
    desk.post(ADD, typed())
    story = Article.objects.get()
    assert (story.headline, story.dek, story.slug) == ("Ferry Sails Again", "After nine days.", "ferry-sails-again")
    assert sorted(story.topics.names()) == ["Ports", "Water"]
    assert story.bylines.get().author == make_author()


def test_a_headline_of_several_lines_becomes_one(desk: Client) -> None:
    desk.post(ADD, typed(headline="Ferry\r\n  Sails\nAgain"))
    assert Article.objects.get().headline == "Ferry Sails Again"


def test_a_draft_may_wait_for_its_category(desk: Client) -> None:
    desk.post(ADD, typed(category=""))
    assert Article.objects.get().category is None


def test_a_live_story_may_not_lose_its_category(desk: Client) -> None:
    story = make_article()
    response = desk.post(url(story), form_of(story, category=""))
    assert "This field is required" in page(response)
    assert Article.objects.get().category_id == story.category_id


def test_what_was_typed_stands_there_after_an_error(desk: Client) -> None:
    response = desk.post(ADD, typed(headline="", dek="A long dek", topics="Ports، Salt"))
    said = page(response)
    assert not Article.objects.exists()
    assert "Write a headline" in said or "This field is required" in said
    assert 'href="#id_headline"' in said
    for kept in ("A long dek", "Ports، Salt", "The ferry sailed."):
        assert kept in said


def test_enter_in_a_line_saves_and_never_publishes(desk: Client) -> None:
    said = page(desk.get(ADD))
    assert said.index('name="_continue"') < said.index('value="publish_story"')


def test_djangos_own_action_list_is_not_on_the_form(desk: Client) -> None:
    assert 'name="change_form-action"' not in page(desk.get(url(make_draft())))


# --- Buttons ---


def test_the_button_publishes_after_saving(desk: Client) -> None:
    story = make_draft()
    response = desk.post(url(story), form_of(story, headline="New Words", _then="publish_story"), follow=True)
    story = Article.objects.get()
    assert (story.headline, story.is_live) == ("New Words", True)
    assert "readers can see it now" in page(response)


def test_a_story_taken_back_says_what_readers_get_and_how_it_comes_back(desk: Client) -> None:
    story = make_article("Ferry")
    response = desk.post(url(story), form_of(story, slug=story.slug, _then="unpublish_story"), follow=True)
    assert "now read that there is no such page. Publish it again to bring it back" in page(response)
    assert "first published" in page(response)
    assert '<td class="field-when">—</td>' in page(desk.get("/admin/articles/article/"))
    story.refresh_from_db()
    response = desk.post(url(story), form_of(story, slug=story.slug, _then="publish_story"), follow=True)
    assert "Published again: readers can see it now, under the date it had before" in page(response)


def test_a_story_taken_off_the_schedule_is_not_said_to_have_been_seen(desk: Client) -> None:
    story = make_article(at=timezone.now() + timedelta(hours=2))
    response = desk.post(url(story), form_of(story, slug=story.slug, _then="unpublish_story"), follow=True)
    assert "Taken off the schedule" in page(response)
    assert "first published" not in page(response)


def test_a_picture_without_credit_is_one_click_from_the_refusal(desk: Client, ben: Any) -> None:
    lead, placed = make_row(caption="Nets <on> the quay."), make_row(caption="The ferry.")
    figure = f'<p>a</p><figure data-picture="{placed.pk}"><figcaption>x</figcaption></figure>'
    story = make_draft()
    words = {"body": figure, "lead_picture": lead.pk}
    said = page(desk.post(url(story), form_of(story, _then="publish_story", **words), follow=True))
    for picture in (lead, placed):
        link = f'<a href="/admin/pictures/picture/{picture.pk}/change/" target="_blank" rel="noopener">Add it in'
        assert link in said
    assert "The picture “The ferry.” in the text has no credit." in said

    live = make_article()
    said = page(desk.post(url(live), form_of(live, slug=live.slug, **words)))
    assert f'has no credit. <a href="/admin/pictures/picture/{placed.pk}/change/"' in said
    assert "Readers can see this story" in said


def test_a_new_story_is_written_and_published_at_one_press(desk: Client) -> None:
    desk.post(ADD, typed(_then="publish_story"))
    assert Article.objects.get().is_live


def test_a_refused_publication_keeps_the_text_and_says_why(desk: Client) -> None:
    story = make_draft()
    response = desk.post(
        url(story), form_of(story, headline="New Words", bylines="", category="", _then="publish_story"), follow=True
    )
    story = Article.objects.get()
    assert (story.headline, story.status) == ("New Words", Article.Status.DRAFT)
    assert "Choose a category" in page(response)
    assert "Add at least one byline" in page(response)


def test_a_time_ahead_schedules_and_the_button_says_when(desk: Client) -> None:
    ahead = timezone.localtime() + timedelta(days=400)
    times = {"publish_at_0": f"{ahead:%Y-%m-%d}", "publish_at_1": "06:00"}
    desk.post(ADD, typed(**times))
    story = Article.objects.get()
    assert "Save and schedule for 06:00 on" in page(desk.get(url(story)))

    response = desk.post(url(story), form_of(story, _then="publish_story", **times), follow=True)

    assert Article.objects.get().is_scheduled
    assert "Scheduled: readers will see it at 06:00 on" in page(response)


def test_the_longer_of_plan_and_embargo_is_what_the_button_says(desk: Client) -> None:
    now = timezone.now()
    story = make_draft(publish_at=now + timedelta(days=1), embargo_until=now + timedelta(days=2))
    until = timezone.localtime(now + timedelta(days=2))
    assert f"on {until:%B} {until.day}" in page(desk.get(url(story)))


def test_a_draft_says_what_it_lacks_for_print_with_links_to_the_fields(desk: Client) -> None:
    lead = make_row(caption="The ferry.")
    story = make_draft(authors=[], lead_picture_id=lead.pk)
    Article.objects.update(category=None, body="")
    said = page(desk.get(url(story)))
    for name, words in (("category", "a category"), ("body", "the text"), ("bylines", "a byline")):
        assert f'<a href="#id_{name}">{words}</a>' in said
    assert f'<a href="/admin/pictures/picture/{lead.pk}/change/" target="_blank" rel="noopener">a credit' in said


def test_a_text_that_was_never_cleaned_opens_in_the_form(desk: Client) -> None:
    story = make_draft()
    Article.objects.update(body=f'<figure data-picture="{make_row().pk}"></figure>')
    assert "a credit of the picture" in page(desk.get(url(story)))


def test_a_draft_that_lacks_nothing_is_not_told_of_print(desk: Client) -> None:
    assert "Still missing for print" not in page(desk.get(url(make_draft())))


def test_a_story_goes_back_with_a_word_that_its_writer_reads(desk: Client, ada: Any) -> None:
    story = submit(make_draft("Ferry", by=ada), by=ada)
    said = page(desk.post(url(story), form_of(story, headline="Ferry Sails", _then="send_back_story"), follow=True))
    story.refresh_from_db()
    assert (story.status, story.headline) == (Article.Status.SUBMITTED, "Ferry Sails")
    assert "The story is saved, but not sent back yet. Write to the writer" in said
    why = "Who paid for it? <Ask>"
    desk.post(url(story), form_of(story, _then="send_back_story", _why=why))
    writer = Client()
    writer.force_login(ada)
    for place in ("/admin/", url(story)):
        assert "Sent back by Ben:" in page(writer.get(place))
        assert "Who paid for it? &lt;Ask&gt;" in page(writer.get(place))
    submit(story, by=ada)
    assert "Who paid for it?" not in page(writer.get("/admin/"))


def test_a_word_to_the_writer_is_not_lost_by_a_refused_save(desk: Client, ada: Any) -> None:
    story = submit(make_draft(by=ada), by=ada)
    said = page(desk.post(url(story), form_of(story, headline="", _then="send_back_story", _why="Who paid for it?")))
    assert ">Who paid for it?</textarea>" in said


def test_an_embargo_is_told_with_its_end(desk: Client) -> None:
    story = make_article(embargo_until=timezone.now() + timedelta(hours=2))
    assert 'embargoed</span><span class="story-when"> until' in page(desk.get(url(story)))


def test_the_headline_of_an_empty_form_is_where_one_begins(desk: Client) -> None:
    assert "autofocus" in page(desk.get(ADD)).split('name="headline"')[1].split(">")[0]
    assert "autofocus" not in page(desk.get(url(make_draft()))).split('name="headline"')[1].split(">")[0]


def test_a_spiked_story_is_taken_up_again_by_its_button(desk: Client) -> None:
    story = make_draft()
    desk.post(url(story), form_of(story, _then="spike_story"))
    assert Article.objects.get().status == Article.Status.SPIKED
    assert "Take up again" in page(desk.get(url(story)))
    desk.post(f"/admin/articles/article/{story.pk}/move/", {"_then": "unspike_story"})
    assert Article.objects.get().status == Article.Status.DRAFT


def test_a_live_story_offers_no_times_and_asks_about_updated(desk: Client) -> None:
    said = page(desk.get(url(make_article())))
    assert "publish_at" not in said
    assert "A story that readers see keeps its time" in said
    assert "Save and unpublish" in said
    assert 'name="tell_readers"' in said


# --- Two editors ---


def test_the_second_editor_sees_the_difference_and_loses_nothing(desk: Client, pia: Any) -> None:
    story = make_draft("First Words")
    other = Client()
    other.force_login(pia)
    other.post(url(story), form_of(story, headline="Hers"))

    response = desk.post(url(story), form_of(story, headline="Mine", body="<p>My text.</p>"))

    said = page(response)
    assert "Pia saved this story at" in said
    assert "<del>Hers</del>" in said
    assert "<ins>Mine</ins>" in said
    assert "My text." in said
    assert Article.objects.get().headline == "Hers"


def test_the_save_after_a_conflict_works(desk: Client, pia: Any) -> None:
    story = make_draft("First Words")
    other = Client()
    other.force_login(pia)
    other.post(url(story), form_of(story, headline="Hers"))
    told = desk.post(url(story), form_of(story, headline="Mine"))

    desk.post(
        url(story),
        {**form_of(story, headline="Mine"), "seen_version": told.context["adminform"].form["seen_version"].value()},
    )

    assert Article.objects.get().headline == "Mine"
    assert [revision.words["headline"] for revision in story.revisions.order_by("version")] == [
        "First Words",
        "Hers",
        "Mine",
    ]


# --- Times ---


@pytest.fixture
def new_york(settings: Any) -> Any:
    settings.TIME_ZONE = "America/New_York"
    with timezone.override(ZoneInfo("America/New_York")):
        yield


@pytest.mark.parametrize(("day", "hour", "sentence"), [
    ("2031-03-09", "02:30", "There is no 02:30 that night"),  # clocks go forward
    ("2031-11-02", "01:30", "There are two 01:30 that night"),  # and back
])  # fmt: skip
def test_an_hour_that_clocks_skip_or_double_is_explained(
    desk: Client, new_york: Any, day: str, hour: str, sentence: str
) -> None:
    for field in ("publish_at", "embargo_until"):
        response = desk.post(ADD, typed(**{f"{field}_0": day, f"{field}_1": hour}))
        assert sentence in page(response)
        assert f'href="#id_{field}_0"' in page(response)
    assert not Article.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "0026-11-24", "9999-12-31"])
def test_a_year_at_the_end_of_the_calendar_is_asked_about(desk: Client, new_york: Any, day: str) -> None:
    for field in ("publish_at", "embargo_until"):
        response = desk.post(ADD, typed(**{f"{field}_0": day, f"{field}_1": "00:00"}))
        assert "Write the year with all its digits" in page(response)
    assert not Article.objects.exists()


def test_a_publish_time_in_the_past_is_refused(desk: Client) -> None:
    response = desk.post(ADD, typed(publish_at_0="2020-01-01", publish_at_1="06:00"))
    assert "This moment has passed" in page(response)


@pytest.mark.parametrize("times", [{"publish_at_0": "2031-01-01"}, {"publish_at_1": "06:00"}])
def test_half_a_time_is_asked_about(desk: Client, times: dict[str, str]) -> None:
    said = page(desk.post(ADD, typed(**times)))
    assert 'class="complaints' in said
    assert 'href="#id_publish_at_0"' in said


def test_a_plan_that_nobody_touched_may_have_passed(desk: Client) -> None:
    story = make_draft()
    Article.objects.update(publish_at=timezone.now() - timedelta(days=1))
    moment = timezone.localtime(Article.objects.get().publish_at)
    times = {"publish_at_0": f"{moment:%Y-%m-%d}", "publish_at_1": f"{moment:%H:%M}"}
    desk.post(url(story), form_of(story, headline="New Words", **times))
    assert Article.objects.get().headline == "New Words"


# --- Addresses ---


@pytest.mark.parametrize(("slug", "sentence"), [
    ("taken", "Another story stands at “taken”"),
    ("feed", "the site itself uses"),
    ("!!!", "Nothing is left of the address “!!!” without its signs"),
])  # fmt: skip
def test_an_address_that_cannot_be_is_refused_with_a_reason(desk: Client, slug: str, sentence: str) -> None:
    from press.web.roots import RESERVED_BELOW

    make_article(slug="taken")
    slug = min(RESERVED_BELOW) if slug == "feed" else slug
    said = page(desk.post(ADD, typed(slug=slug)))
    assert 'href="#id_slug"' in said
    assert sentence in said
    assert Article.objects.count() == 1


@pytest.mark.parametrize(("typed_slug", "slug"), [
    ("harbour board!!", "harbour-board"),
    ("مياه النهر", "مياه-النهر"),
    ("Harbour_Board", "harbour_board"),
])  # fmt: skip
def test_an_address_is_made_of_what_is_typed_and_told(desk: Client, typed_slug: str, slug: str) -> None:
    said = page(desk.post(ADD, typed(slug=typed_slug), follow=True))
    assert Article.objects.get().slug == slug
    assert f"The address is written “{slug}”." in said


def test_an_address_that_stays_as_it_was_typed_is_not_spoken_of(desk: Client) -> None:
    assert "The address is written" not in page(desk.post(ADD, typed(slug="harbour-board"), follow=True))


def test_an_arabic_address_is_kept(desk: Client) -> None:
    desk.post(ADD, typed(slug="مياه-النهر", language="ar"))
    assert Article.objects.get().slug == "مياه-النهر"


def test_an_empty_address_is_made_from_the_headline(desk: Client) -> None:
    desk.post(ADD, typed(slug="", headline="ميناء سارة"))
    assert Article.objects.get().slug == "ميناء-سارة"


# --- Names ---


def test_an_unknown_byline_waits_for_its_author_and_the_rest_is_saved(desk: Client) -> None:
    said = page(desk.post(ADD, typed(bylines="Leila Sabban, Nobody Known"), follow=True))
    story = Article.objects.get()
    assert [str(line) for line in story.bylines.all()] == ["Leila Sabban"]
    assert "No author is called “Nobody Known”. The story is saved without that byline" in said
    assert 'href="/admin/articles/author/add/?name=Nobody+Known"' in said
    assert 'value="Leila Sabban, Nobody Known"' in said

    make_author("Nobody Known")
    desk.post(url(story), form_of(story, slug=story.slug, bylines="Leila Sabban, Nobody Known"))
    assert [str(line) for line in story.bylines.order_by("position")] == ["Leila Sabban", "Nobody Known"]


def test_an_unknown_byline_is_settled_before_readers_see_the_story(desk: Client) -> None:
    said = page(desk.post(ADD, typed(bylines="Nobody Known", _then="publish_story")))
    assert "No author is called “Nobody Known”. Add them under Authors first" in said
    assert '<a href="/admin/articles/author/add/?name=Nobody+Known" target="_blank"' in said
    assert 'value="Nobody Known"' in said
    assert not Article.objects.exists()
    live = make_article()
    said = page(desk.post(url(live), form_of(live, slug=live.slug, bylines="Leila Sabban, Nobody Known")))
    assert "No author is called “Nobody Known”" in said


def test_a_reporter_is_told_to_ask_for_an_author(client: Client, ada: Any) -> None:
    client.force_login(ada)
    said = page(client.post(ADD, typed(bylines="Nobody Known"), follow=True))
    assert "Ask an editor to add the author" in said
    assert "/admin/articles/author/add/" not in said


def test_an_author_who_was_typed_in_a_byline_is_added_with_that_name(desk: Client) -> None:
    said = page(desk.get("/admin/articles/author/add/?name=Noor Amin"))
    assert 'value="Noor Amin"' in said
    assert 'value="noor-amin"' in said


def test_a_category_is_not_a_topic(desk: Client) -> None:
    said = page(desk.post(ADD, typed(topics="politics")))
    assert "is a category" in said


def test_arabic_commas_separate_topics(desk: Client) -> None:
    desk.post(ADD, typed(topics="مياه، موانئ"))
    assert set(Topic.objects.topics().values_list("name", flat=True)) == {"مياه", "موانئ"}


def test_bylines_are_signed_in_order(desk: Client) -> None:
    first, second = make_author("Zahra Amin"), make_author("Amos Levi")
    desk.post(ADD, typed(bylines=f"{first.name}, {second.name.upper()}"))
    lines = Article.objects.get().bylines.order_by("position")
    assert [line.author for line in lines] == [first, second]


# --- Size ---


def test_a_body_too_long_is_answered_with_a_sentence_and_kept(desk: Client) -> None:
    body = "<p>" + "x" * (LONGEST + 1) + "</p>"
    response = desk.post(ADD, typed(body=body))
    assert response.status_code == 200
    assert 'href="#id_body"' in page(response)
    assert "x" * 1000 in page(response)
    assert not Article.objects.exists()
