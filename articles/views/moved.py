"""Sending readers on from where a story, a topic or a category stood before, with the rest of the path and the query.

Pages, print views and feeds call these when nothing stands at their address. Each leads at once to a page that answers,
never to another redirect, so no circle can come of them; what readers may not see is missing here too.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.models import Article, TaggedArticle
from articles.moved import category_that_stood_at, story_that_stood_at, topic_that_stood_at
from articles.river import report_next_story
from press.web.public import FRESH_MISSING, cache_control

_SEEN = {Article.Status.PUBLISHED, Article.Status.RETRACTED, Article.Status.KILLED}


def moved_story(request: HttpRequest, category: str, slug: str, rest: str = "") -> HttpResponse:
    """Send readers of `/category/slug/rest` on to where the story stands now. Raises Http404."""
    story = story_that_stood_at(category, slug)
    if story is None or story.status not in _SEEN or not story.category or story.is_waiting:
        raise no_story()
    return sent_on(request, story.get_absolute_url() + rest)


def no_story() -> Http404:
    """Return what is raised where no story stands, or none stands yet: nobody learns which of the two it is.

    The answer's lifetime ends when the next story of the paper appears, whichever that is.
    """
    report_next_story()
    return Http404("No story stands at this address.")


def moved_topic(request: HttpRequest, slug: str, rest: str = "") -> HttpResponse:
    """Send readers of `/topics/slug/rest` on to the topic that was called so. Raises Http404."""
    topic = topic_that_stood_at(slug)
    now = timezone.now()
    live = TaggedArticle.objects.filter(tag=topic, listed=True, published_at__lte=now)
    if topic is None or not (topic.is_category or live.exists()):
        raise no_topic()
    return sent_on(request, topic.get_absolute_url() + rest)


def no_topic() -> Http404:
    """Return what is raised where no topic stands, or none that a live story is about: its name may tell of a draft."""
    report_next_story()
    return Http404("We have no stories about this.")


def moved_category(request: HttpRequest, slug: str, rest: str = "") -> HttpResponse:
    """Send readers of `/slug/rest` on to the category that stood there. Raises Http404."""
    category = category_that_stood_at(slug)
    if category is None:
        raise Http404("No page and no category stands at this address.")
    return sent_on(request, category.get_absolute_url() + rest)


def sent_on(request: HttpRequest, address: str) -> HttpResponse:
    """Answer 301 to an address of ours, with what the reader asked of the old one."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    # What was renamed by mistake is renamed back: kept for minutes, both ways would be a circle in a cache.
    response["Cache-Control"] = cache_control(timezone.now(), at_most=FRESH_MISSING)
    return response
