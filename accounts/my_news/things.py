"""Finding what a reader names: a topic or category by the slug it has or had, an author by theirs."""

from collections.abc import Iterable, Mapping

from django.http import Http404
from django.utils import timezone

from accounts.models import MergedTopic
from accounts.my_news.follows import Thing
from articles.models import Author, TaggedArticle, Topic
from articles.moved import topic_that_stood_at

_LONGEST = 200


def named_in(form: Mapping[str, str], *, live_only: bool) -> Thing:
    """Return what `topic=<slug>` or `author=<slug>` names. Raises Http404 with a sentence for the reader.

    With `live_only` a topic needs a live story, as its name may tell of a draft; one that was followed while it had
    stories can be left without.
    """
    if slug := _slug(form.get("topic", "")):
        topic = Topic.objects.filter(slug=slug).first() or topic_that_stood_at(slug)
        if topic and (topic.is_category or not live_only or _has_stories(topic)):
            return Thing("topic", topic.pk, topic.name, frozenset(_merged_into(topic)))
        raise Http404("We have no topic of this name, so nothing was changed. All that we have are in the index.")
    if slug := _slug(form.get("author", "")):
        author = Author.objects.filter(slug=slug).only("pk", "name").first()
        if author:
            return Thing("author", author.pk, author.name)
        raise Http404("Nobody of this name writes for us, so nothing was changed.")
    raise Http404("This click named no topic and no author, so nothing was changed.")


def _slug(typed: str) -> str:
    return "" if len(typed) > _LONGEST or "\x00" in typed else typed


def _has_stories(topic: Topic) -> bool:
    return TaggedArticle.objects.filter(tag=topic, listed=True, published_at__lte=timezone.now()).exists()


def _merged_into(topic: Topic) -> Iterable[int]:
    return MergedTopic.objects.filter(kept=topic).values_list("merged_id", flat=True)
