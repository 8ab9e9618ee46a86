"""What a device followed and saved is with the account once its reader signs in."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import Follow, SavedArticle, User
from accounts.my_news.bringing import bring_along, leave_device
from accounts.my_news.follows import Follows
from accounts.my_news.packing import pack
from articles.models import Topic
from articles.tests.builders import make_article, make_author

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(rf: RequestFactory) -> HttpRequest:
    """A device that follows Water and Leila, muted Sport, has one topic that is gone, and saved two stories."""
    leila = make_author("Leila Sabban")
    first, second = make_article("First", topics=["Water", "Sport"], authors=[leila]), make_article("Second")
    water, sport = (Topic.objects.get(name=name) for name in ("Water", "Sport"))
    follows = Follows(frozenset({water.pk, 999_999}), frozenset({sport.pk}), frozenset({leila.pk}))
    rf.cookies["follows"] = follows.as_text()
    rf.cookies["saved"] = pack([second.pk, first.pk, 999_999], salt="my-news.saved", in_order=True)
    return rf.get("/")


def test_account_has_the_union_once(device: HttpRequest, cleo: User) -> None:
    sport = Topic.objects.get(name="Sport")
    Follow.objects.create(user=cleo, topic=sport)
    assert bring_along(device, cleo) == 4
    assert bring_along(device, cleo) == 0
    assert {str(follow.topic or follow.author) for follow in cleo.follows.all()} == {"Water", "Sport", "Leila Sabban"}
    assert not Follow.objects.get(topic=sport).muted, "what the account says holds"
    newest_first = SavedArticle.objects.filter(user=cleo).order_by("-made_at")
    assert [saved.article.headline for saved in newest_first] == ["Second", "First"]


def test_forged_cookies_bring_nothing(rf: RequestFactory, cleo: User) -> None:
    rf.cookies["follows"] = rf.cookies["saved"] = "forged"
    assert bring_along(rf.get("/"), cleo) == 0


@pytest.mark.parametrize("signed_in", [True, False])
def test_device_is_left_with_nothing(signed_in: bool) -> None:
    response = HttpResponse()
    leave_device(response, signed_in=signed_in)
    left = {name: cookie.value for name, cookie in response.cookies.items()}
    assert left == {"follows": "", "saved": "", "personal": "1" if signed_in else ""}
