"""The desk's pages about stories: preview, withdrawing, history, suggestions, the list, the dashboard."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions.publish import approve, submit
from articles.actions.withdraw import kill
from articles.actions.write import write_story
from articles.models import Article
from articles.tests.builders import make_article, make_author, make_category, make_draft, make_topic
from press.pictures.tests.builders import make_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def page(response: Any) -> str:
    return str(response.content.decode())


# --- Preview ---


def test_a_preview_is_kept_by_no_cache(desk: Client) -> None:
    response = desk.get(f"/admin/articles/article/{make_draft().pk}/preview/")
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in page(response)


def test_a_preview_shows_the_story_as_readers_see_it(desk: Client) -> None:
    story = make_article("Ferry Sails Again", dek="After nine days.")
    public = page(Client().get(story.get_absolute_url()))
    seen = page(desk.get(f"/admin/articles/article/{story.pk}/preview/"))
    body = "<article"
    assert public[public.index(body) : public.index("</article>")] == seen[seen.index(body) : seen.index("</article>")]


def test_in_the_forms_own_frame_a_preview_leads_out_of_it(desk: Client) -> None:
    path = f"/admin/articles/article/{make_draft().pk}/preview/"
    assert "Back to the story" in page(desk.get(path))
    assert '<base target="_top">' not in page(desk.get(path))
    framed = page(desk.get(f"{path}?framed"))
    assert "Back to the story" not in framed
    assert framed.index('<base target="_top">') < framed.index("<link")


def test_the_preview_of_a_killed_story_says_what_readers_see(desk: Client, ben: Any) -> None:
    story = kill(make_article(), by=ben, why="So.")
    said = page(desk.get(f"/admin/articles/article/{story.pk}/preview/?framed"))
    assert "This story was killed: at its address readers read that it is gone." in said
    assert 'class="share' not in said


def test_a_story_that_is_only_read_links_nowhere_and_shows_no_empty_field(client: Client, ada: Any, ben: Any) -> None:
    story = approve(make_draft(by=ada, dek="", category=make_category("Politics")), by=ben)
    client.force_login(ada)
    said = page(client.get(f"/admin/articles/article/{story.pk}/change/"))
    assert "preview/?framed" in said
    assert '<div class="readonly">Politics</div>' in said
    assert f"/admin/articles/topic/{story.category_id}/" not in said
    assert "field-dek" not in said


def test_looking_at_a_preview_changes_nothing(desk: Client, ben: Any) -> None:
    story = kill(make_article(), by=ben, why="So.")
    desk.get(f"/admin/articles/article/{story.pk}/preview/")
    assert Article.objects.values_list("rendered", "card_html").get() == ({}, "")


def test_a_draft_without_a_category_can_be_previewed(desk: Client, ben: Any) -> None:
    words = {"headline": "A bare draft", "category_id": None}
    story = write_story(Article(), by=ben, words=words)
    assert "A bare draft" in page(desk.get(f"/admin/articles/article/{story.pk}/preview/"))


def test_somebody_elses_story_has_no_preview_for_a_reporter(client: Client, ada: Any, ben: Any) -> None:
    story = make_draft(by=ben)
    client.force_login(ada)
    for page_of in ("preview", "history", "correct/confirm"):
        assert client.get(f"/admin/articles/article/{story.pk}/{page_of}/").status_code == 404


# --- Withdrawing ---


@pytest.mark.parametrize(("verb", "status"), [
    ("correct", Article.Status.PUBLISHED),
    ("retract", Article.Status.RETRACTED),
    ("kill", Article.Status.KILLED),
])  # fmt: skip
def test_a_story_is_withdrawn_with_a_note(desk: Client, verb: str, status: str) -> None:
    story = make_article()
    path = f"/admin/articles/article/{story.pk}/{verb}/confirm/"
    assert desk.get(path).status_code == 200
    assert desk.post(path, {"note": " "}).status_code == 200  # asked again

    response = desk.post(path, {"note": "The pier is in Ondra.", "kind": "correction"}, follow=True)

    assert response.status_code == 200
    assert Article.objects.get().status == status
    assert "The pier is in Ondra." in page(desk.get(f"/admin/articles/article/{story.pk}/history/"))


def test_a_kill_is_said_to_be_final_before_it_is_done(desk: Client) -> None:
    path = f"/admin/articles/article/{make_article().pk}"
    assert "it cannot be undone" in page(desk.get(f"{path}/kill/confirm/"))
    assert "A retraction cannot be taken back" in page(desk.get(f"{path}/retract/confirm/"))
    for taken_back in ("cannot be undone", "cannot be taken back"):
        assert taken_back not in page(desk.get(f"{path}/correct/confirm/"))


def test_a_draft_is_not_retracted_and_the_note_is_kept(desk: Client) -> None:
    story = make_draft()
    said = page(desk.post(f"/admin/articles/article/{story.pk}/retract/confirm/", {"note": "My reason."}))
    assert "Only a story that readers can see is retracted" in said
    assert "My reason." in said


def test_an_unknown_verb_is_missing(desk: Client) -> None:
    assert desk.get(f"/admin/articles/article/{make_draft().pk}/burn/confirm/").status_code == 404


# --- Suggestions ---


@pytest.mark.parametrize("path", ["/admin/articles/topic/suggest/?q=w", "/admin/articles/author/suggest/?q=w"])
def test_suggestions_need_somebody_signed_in_at_the_desk(client: Client, cleo: Any, path: str) -> None:
    make_topic("Water")
    assert client.get(path).status_code == 302
    client.force_login(cleo)
    assert client.get(path).status_code == 302


def test_suggestions_begin_with_what_begins_so(client: Client, ada: Any) -> None:
    for name in ("Ice Water", "Water", "Wells"):
        make_topic(name)
    make_author("Watan Said")
    client.force_login(ada)
    response = client.get("/admin/articles/topic/suggest/?q=WAT")
    assert response.json() == {"names": ["Water", "Ice Water"]}
    assert "no-store" in response["Cache-Control"]


# --- The list and the dashboard ---


def queries_of(client: Client, path: str, count: Any) -> int:
    client.get(path)
    with count as queries:
        client.get(path)
    return len(queries)


def test_the_list_costs_the_same_with_few_and_many_stories(desk: Client, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_article(topics=["Water"])
    few = queries_of(desk, "/admin/articles/article/", CaptureQueriesContext(connection))
    for number in range(12):
        make_article(f"Story {number}", topics=["Water"], authors=[make_author(f"Author {number}")])
    many = queries_of(desk, "/admin/articles/article/", CaptureQueriesContext(connection))
    assert few == many
    with django_assert_max_num_queries(12):
        desk.get("/admin/articles/article/?state=live")


def test_the_list_says_the_state_by_the_clock(desk: Client) -> None:
    now = timezone.now()
    make_article("Live one")
    make_article("Planned one", at=now + timedelta(hours=2))
    make_article("Held one", at=now + timedelta(hours=1), embargo_until=now + timedelta(hours=3))
    said = page(desk.get("/admin/articles/article/"))
    for state in ("live", "scheduled", "embargoed"):
        assert f'<span class="state state--{state}">{state}</span>' in said
        only = page(desk.get(f"/admin/articles/article/?state={state}"))
        assert only.count('class="state state--') == 1


def test_no_category_is_an_empty_choice_of_the_filter(desk: Client) -> None:
    make_article()
    assert "category__isnull" not in page(desk.get("/admin/articles/article/"))


def test_the_dashboard_shows_what_waits_and_what_comes(desk: Client, ada: Any, ben: Any) -> None:
    submit(make_draft("Read Me", by=ada), by=ada)
    approve(make_draft("Print Me", by=ada), by=ben)
    make_draft("My Own Draft", by=ben)
    make_article("Comes Later", at=timezone.now() + timedelta(hours=2))
    make_article("Out Now", at=timezone.now() - timedelta(seconds=1))

    said = page(desk.get("/admin/"))

    for part in ("Read Me", "Print Me", "My Own Draft", "Comes Later", "What was done"):
        assert part in said


def test_the_dashboard_shows_a_reporter_her_own_only(client: Client, ada: Any, ben: Any) -> None:
    make_draft("Somebody Else's", by=ben)
    make_article("Not Hers", by=ben, at=timezone.now() + timedelta(hours=2))
    make_draft("Hers", by=ada)
    client.force_login(ada)
    said = page(client.get("/admin/"))
    assert "Hers" in said
    assert "Somebody Else" not in said
    assert "Not Hers" not in said


def test_the_dashboard_tells_a_reporter_of_her_own_stories_and_an_editor_of_the_paper(
    client: Client, ada: Any, ben: Any
) -> None:
    client.force_login(ada)
    make_article("Not Hers", by=ben)
    assert "Nothing of yours was published today yet." in page(client.get("/admin/"))
    assert "Nothing of yours is scheduled." in page(client.get("/admin/"))
    client.force_login(ben)
    said = page(client.get("/admin/"))
    assert "Not Hers" in said
    assert "yours" not in said


def test_the_desk_writes_every_moment_in_one_way(desk: Client, ben: Any) -> None:
    written = timezone.now().replace(year=2020, month=3, day=4, hour=5, minute=6)
    story = make_draft("Old", by=ben)
    Article.objects.filter(pk=story.pk).update(saved_at=written)
    story.revisions.update(saved_at=written)
    assert "Mar 4, 2020, 05:06" in page(desk.get("/admin/"))
    assert "Mar 4, 2020, 05:06" in page(desk.get(f"/admin/articles/article/{story.pk}/history/"))


def test_the_dashboard_costs_the_same_with_few_and_many_stories(desk: Client, ben: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_draft(by=ben)
    few = queries_of(desk, "/admin/", CaptureQueriesContext(connection))
    for number in range(5):
        make_draft(f"Story {number}", by=ben)
    assert queries_of(desk, "/admin/", CaptureQueriesContext(connection)) == few


def test_the_dashboard_counts_the_pictures_that_one_may_mend(client: Client, ada: Any, ben: Any) -> None:
    make_row(added_by=ben)
    client.force_login(ada)
    assert "without a credit" not in page(client.get("/admin/"))
    make_row(added_by=ada)
    assert "1 without a credit" in page(client.get("/admin/"))
    client.force_login(ben)
    assert "2 without a credit" in page(client.get("/admin/"))


def test_a_list_is_called_by_what_is_in_it(desk: Client) -> None:
    lists = {"redirect": "Redirects", "author": "Authors", "missedsearch": "Searches that found nothing"}
    for path, name in lists.items():
        said = page(desk.get(f"/admin/articles/{path}/"))
        assert f"<h1>{name}</h1>" in said
        assert "to change" not in said
        assert "to view" not in said


def test_an_author_is_joined_to_somebody_who_works_here(desk: Client, ada: Any, cleo: Any) -> None:
    said = page(desk.get("/admin/articles/author/add/"))
    assert f'<option value="{ada.pk}">' in said
    assert f'<option value="{cleo.pk}">' not in said
    desk.post("/admin/articles/author/add/", {"name": "Ada", "slug": "Ada Lovelace", "role": "staff", "user": ada.pk})
    assert (make_author("Ada").user, make_author("Ada").slug) == (ada, "ada-lovelace")


def test_deleting_a_used_picture_speaks_of_the_story_and_not_of_deleting_stories(client: Client, pia: Any) -> None:
    client.force_login(pia)
    picture = make_row()
    placed = f'<p>a</p><figure data-picture="{picture.pk}"><figcaption>x</figcaption></figure>'
    make_draft("Ferries stop", body=placed, lead_picture_id=picture.pk)
    said = page(client.get(f"/admin/pictures/picture/{picture.pk}/delete/"))
    assert "cannot be deleted, as it is used. Take it out there first" in said
    assert "Ferries stop" in said
    assert "permission to delete" not in said
