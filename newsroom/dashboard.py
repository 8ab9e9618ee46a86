"""What the desk shows first: what waits for this person, what comes next, what is live today, what lacks something.

Everything is asked through `visible_to` and the person's permissions; nothing here changes anything.
"""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ArticleQuerySet, HistoryEntry
from newsletters.models import Delivery, Edition, Newsletter
from press.pictures.models import Picture

SHOWN = 8
Status = Article.Status


def dashboard(person: Any) -> dict[str, Any]:
    """Return the dashboard's parts, as templates/admin/index.html takes them; a part nobody may see is absent."""
    if not person.has_perm("articles.view_article"):
        return {}
    now = timezone.now()
    stories = _lean(Article.objects.visible_to(person))
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "may_write": person.has_perm("articles.add_article"),
        "whole_paper": person.has_perm("articles.edit_any_article"),
        "waiting": _waiting(stories, person),
        "next": list(stories.waiting(now).order_by("published_at", "pk")[:SHOWN]),
        "today": list(stories.live(now).filter(published_at__gte=today).newest_first()[:SHOWN]),
        "pictures": _pictures(person) if person.has_perm("pictures.change_picture") else [],
        "history": _history(person),
        **(_newsletters(person) if person.has_perm("newsletters.view_edition") else {}),
    }


def _lean(stories: ArticleQuerySet) -> ArticleQuerySet:
    fields = ("headline", "status", "published_at", "embargo_until", "saved_at", "category__name")
    return stories.select_related("category").only(*fields)


def _waiting(stories: ArticleQuerySet, person: Any) -> list[dict[str, Any]]:
    """Return the piles on this person's desk that are not empty, with the story that waits longest first."""
    longest = stories.order_by("saved_at", "pk")
    newest = stories.order_by("-saved_at", "-pk")
    mine = Q(created_by_id=person.pk)
    piles: list[tuple[str, str, ArticleQuerySet]] = []
    if person.has_perm("articles.approve_article"):
        piles.append(("To read and approve", "submitted", longest.filter(status=Status.SUBMITTED)))
    else:
        piles.append(("With the editors", "submitted", longest.filter(status=Status.SUBMITTED)))
    if person.has_perm("articles.publish_article"):
        piles.append(("Approved, not yet published", "approved", longest.filter(status=Status.APPROVED)))
    piles.append(("Your drafts", "draft", newest.filter(mine, status=Status.DRAFT)))
    found = [
        {"words": words, "more": f"{reverse('admin:articles_article_changelist')}?state={state}", "rows": list(pile)}
        for words, state, pile in ((w, s, p[: SHOWN + 1]) for w, s, p in piles)
    ]
    _tell_why_sent_back(found)
    return [
        {**pile, "rows": pile["rows"][:SHOWN], "is_more": len(pile["rows"]) > SHOWN} for pile in found if pile["rows"]
    ]


def _tell_why_sent_back(piles: list[dict[str, Any]]) -> None:
    """Put the editors' last word beside each draft that they sent back."""
    drafts = {story.pk: story for pile in piles for story in pile["rows"] if story.status == Status.DRAFT}
    for entry in reversed(HistoryEntry.objects.sent_back(drafts.keys())):
        drafts[entry.article_id].sent_back = entry


def _pictures(person: Any) -> list[dict[str, Any]]:
    """Return what the library lacks that this person may mend, with the list that shows it; empty when all is well."""
    no_credit = Q(photographer="", agency="", via="")
    is_any = person.has_perm("pictures.edit_any_picture")
    counts = (Picture.objects.all() if is_any else Picture.objects.filter(added_by_id=person.pk)).aggregate(
        credit=Count("pk", filter=no_credit),
        alt=Count("pk", filter=Q(alt="")),
        trouble=Count("pk", filter=~Q(trouble="")),
    )
    library = reverse("admin:pictures_picture_changelist")
    wanted = [
        (counts["credit"], "without a credit", "missing=credit"),
        (counts["alt"], "without a description for readers who cannot see", "missing=alt"),
        (counts["trouble"], "whose files could not be made", "files=trouble"),
    ]
    return [{"count": count, "words": words, "url": f"{library}?{query}"} for count, words, query in wanted if count]


def _newsletters(person: Any) -> dict[str, Any]:
    """Return the editions that are on their way, the newsletters without one today, and how many mails somebody must
    decide about.
    """
    under_way = [Edition.State.DRAFT, Edition.State.SCHEDULED, Edition.State.SENDING, Edition.State.PAUSED]
    editions = Edition.objects.filter(state__in=under_way).select_related("newsletter").newest_first()
    decides = person.has_perm("newsletters.decide_delivery")
    uncertain = Delivery.objects.filter(state=Delivery.State.UNCERTAIN).count() if decides else 0
    waiting = Newsletter.objects.without_edition(timezone.localdate()).in_order()
    return {
        "editions": list(editions[:SHOWN]),
        "makes_editions": True,
        "without_edition": list(waiting) if person.has_perm("newsletters.add_edition") else [],
        "uncertain": uncertain,
    }


def _history(person: Any) -> list[HistoryEntry]:
    """Return what was done lately: to all stories for who may read the history, to one's own for a reporter."""
    entries = HistoryEntry.objects.order_by("-made_at", "-pk")
    if not person.has_perm("articles.view_historyentry"):
        entries = entries.filter(article_id__in=Article.objects.visible_to(person).order_by().values("pk"))
    return list(entries[:10])
