"""Who may open and do what at the desk: Reporter, Editor, Publisher, and a reader, as a table."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles.actions import front, withdraw
from articles.actions.publish import approve, publish, send_back, spike, submit, unpublish
from articles.models import Article, FrontSlot
from articles.tests.builders import make_article, make_draft

pytestmark = pytest.mark.django_db

# Page of the desk: who sees it. "login" stands for a reader, whom the desk asks to sign in as somebody else.
PAGES: dict[str, str] = {
    "/admin/": "ada ben pia",
    "/admin/articles/article/": "ada ben pia",
    "/admin/articles/article/add/": "ada ben pia",
    "/admin/articles/topic/": "ada ben pia",
    "/admin/articles/topic/add/": "ben pia",
    "/admin/articles/author/": "ada ben pia",
    "/admin/articles/author/add/": "ben pia",
    "/admin/articles/category/": "ben pia",
    "/admin/articles/topic/merge/": "ben pia",
    "/admin/articles/category/merge/": "ben pia",
    "/admin/articles/redirect/": "ben pia",
    "/admin/articles/redirect/add/": "ben pia",
    "/admin/articles/frontslot/": "ben pia",
    "/admin/articles/frontslot/stories/?q=a": "ben pia",
    "/admin/articles/frontsection/": "ben pia",
    "/admin/pictures/picture/": "ada ben pia",
    "/admin/pages/page/": "ben pia",
    "/admin/pages/page/add/": "ben pia",
    "/admin/pages/promo/": "ben pia",
    "/admin/accounts/user/": "pia",
    "/admin/accounts/user/add/": "pia",
    "/admin/masthead/masthead/": "pia",
}
CAST = ("ada", "ben", "pia", "cleo")


@pytest.fixture
def people(ada: Any, ben: Any, pia: Any, cleo: Any) -> dict[str, Any]:
    return {"ada": ada, "ben": ben, "pia": pia, "cleo": cleo}


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_of_the_desk_opens_for_whom_it_is(client: Client, people: Any, path: str, name: str) -> None:
    client.force_login(people[name])

    response = client.get(path, follow=True)

    may = name in PAGES[path].split()
    if may:
        assert response.status_code == 200
        assert b'id="login-form"' not in response.content
    else:
        assert response.status_code == 403 or b'id="login-form"' in response.content


@pytest.mark.parametrize(("whose", "state", "sees", "edits"), [
    ("ada", "draft", "ada ben pia", "ada ben pia"),
    ("ada", "submitted", "ada ben pia", "ada ben pia"),
    ("ada", "approved", "ada ben pia", "ben pia"),
    ("ada", "published", "ada ben pia", "ben pia"),
    ("ada", "spiked", "ada ben pia", ""),
    ("ada", "killed", "ada ben pia", ""),
    ("ben", "draft", "ben pia", "ben pia"),
    ("ben", "published", "ben pia", "ben pia"),
])  # fmt: skip
def test_a_story_opens_for_its_writer_and_the_editors(
    client: Client, people: Any, whose: str, state: str, sees: str, edits: str
) -> None:
    story = make_draft("Whose", by=people[whose])
    _bring_to(story, state, by=people["ben"])

    for name in CAST:
        client.force_login(people[name])
        response = client.get(f"/admin/articles/article/{story.pk}/change/", follow=True)
        assert (b"Whose" in response.content) == (name in sees.split()), name
        assert (b"data-save>" in response.content) == (name in edits.split()), name


# Action: who may do it to a story of Ada's in the state where it makes sense.
ACTIONS: list[tuple[str, Any, str, str]] = [
    ("submit", submit, "draft", "ada ben pia"),
    ("approve", approve, "submitted", "ben pia"),
    ("send back", lambda story, by: send_back(story, by=by, why="So."), "submitted", "ben pia"),
    ("publish", publish, "approved", "ben pia"),
    ("unpublish", unpublish, "published", "ben pia"),
    ("spike", spike, "draft", "ben pia"),
    ("correct", lambda story, by: withdraw.correct(story, by=by, text="So."), "published", "ben pia"),
    ("retract", lambda story, by: withdraw.retract(story, by=by, why="So."), "published", "ben pia"),
    ("kill", lambda story, by: withdraw.kill(story, by=by, why="So."), "published", "ben pia"),
    ("pin", lambda story, by: front.pin(story, by=by, place="lead"), "published", "ben pia"),
]


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(("verb", "action", "state", "allowed"), ACTIONS, ids=[row[0] for row in ACTIONS])
def test_each_action_is_done_by_whom_the_table_says(
    people: Any, verb: str, action: Any, state: str, allowed: str, name: str
) -> None:
    story = make_draft(by=people["ada"])
    _bring_to(story, state, by=people["ben"])

    if name in allowed.split():
        action(story, by=people[name])
    else:
        with pytest.raises(PermissionDenied):
            action(story, by=people[name])


@pytest.mark.parametrize("verb", ["correct", "retract", "kill"])
def test_a_reporter_is_told_that_withdrawing_is_not_hers(client: Client, ada: Any, ben: Any, verb: str) -> None:
    story = make_draft(by=ada)
    publish(story, by=ben)
    client.force_login(ada)

    response = client.post(f"/admin/articles/article/{story.pk}/{verb}/confirm/", {"note": "So."})

    assert response.status_code == 403
    assert "Your role does not include" in response.content.decode()
    assert Article.objects.get(pk=story.pk).status == Article.Status.PUBLISHED


def test_a_button_that_a_role_lacks_saves_the_story_and_says_so(client: Client, ada: Any) -> None:
    story = make_draft(by=ada)
    client.force_login(ada)

    response = client.post(
        f"/admin/articles/article/{story.pk}/change/",
        {
            "headline": "Changed",
            "kind": "story",
            "language": "en",
            "seen_version": story.version,
            "_then": "publish_story",
        },
        follow=True,
    )

    story = Article.objects.get(pk=story.pk)
    assert (story.headline, story.status) == ("Changed", Article.Status.DRAFT)
    assert "your role does not include that button" in response.content.decode()


def test_the_menu_names_only_what_one_may_open(client: Client, ada: Any, pia: Any) -> None:
    client.force_login(ada)
    assert "/admin/accounts/user/" not in client.get("/admin/").content.decode()
    client.force_login(pia)
    page = client.get("/admin/").content.decode()
    assert "/admin/accounts/user/" in page
    assert "Authentication and Authorization" not in page


def test_a_reporter_cannot_move_a_pin(client: Client, ada: Any, ben: Any) -> None:
    slot = front.pin(make_article(by=ben), by=ben, place="lead")
    client.force_login(ada)
    for verb in ("move", "unpin"):
        assert client.post(f"/admin/articles/frontslot/{slot.pk}/{verb}/").status_code == 403
    assert FrontSlot.objects.filter(pk=slot.pk).exists()


def _bring_to(story: Article, state: str, *, by: Any) -> None:
    steps: dict[str, list[Any]] = {
        "draft": [],
        "submitted": [submit],
        "approved": [approve],
        "published": [publish],
        "spiked": [spike],
        "killed": [publish, lambda story, by: withdraw.kill(story, by=by, why="So.")],
    }
    for step in steps[state]:
        step(story, by=by)
