"""Where what stood at an address stands now: stories that moved, topics and categories that were renamed or merged.

Nothing here asks whether readers may see it; the views do, so that nobody is sent on to an address that is missing.
"""

from django.db.models import Case, Q, When

from articles.models import Article, FormerSlug, OldAddress, Topic


def story_that_stood_at(category: str, slug: str) -> Article | None:
    """Return the story that once stood at `/category/slug/`, in whatever state it is now.

    Two queries when nothing stood there.
    """
    left = OldAddress.objects.select_related("article__category")
    # It may have left while the category that stands here now had another slug.
    former = FormerSlug.objects.filter(topic__slug=category, topic__kind=Topic.Kind.CATEGORY).values("slug")
    under = Q(category_slug=category) | Q(category_slug__in=former)
    exactly_first = Case(When(category_slug=category, then=0), default=1)
    if moved := left.filter(under, slug=slug).order_by(exactly_first, "-pk").first():
        return moved.article
    now = category_that_stood_at(category)
    if now is None:
        return None
    if here := Article.objects.select_related("category").filter(category=now, slug=slug).first():
        return here
    # It left while the category had yet another slug.
    gone = left.filter(below(now), slug=slug).first()
    return gone.article if gone else None


def category_that_stood_at(slug: str) -> Topic | None:
    """Return the category that once stood at `/slug/`. One query."""
    return Topic.objects.categories().filter(former_slugs__slug=slug).first()


def topic_that_stood_at(slug: str) -> Topic | None:
    """Return the topic that once stood at `/topics/slug/`, or the category that is or was called so. One query."""
    return Topic.objects.filter(Q(former_slugs__slug=slug) | Q(kind=Topic.Kind.CATEGORY, slug=slug)).first()


def below(category: Topic) -> Q:
    """Return the condition that an old address lies below a category, under any slug the category has or had."""
    former = FormerSlug.objects.filter(topic=category).values("slug")
    return Q(category_slug=category.slug) | Q(category_slug__in=former)
