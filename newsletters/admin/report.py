"""What became of an edition: how far and how fast it is, who did not get it and why, which links were opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.models import Article
from newsletters.admin.preview import edition_for
from newsletters.models import Delivery, DeliveryEvent, Edition
from newsletters.sending.tally import counts_of

State = Delivery.State
SHOWN = 40  # links
_MINUTE = timedelta(minutes=1)
_SOONEST = timedelta(seconds=5)  # a rate is told after


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an edition is."""

    total: int
    done: int  # settled, one way or the other
    waiting: int
    later: int  # of those that wait: whose hour has not come
    accepted: int
    uncertain: int
    bounced: int
    complained: int
    rate: int  # mails a minute, of late
    left: int  # readers who left by its link
    skipped: list[tuple[str, int]]

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100

    @property
    def percent_accepted(self) -> int:
        """How much of a stopped edition went out."""
        return self.accepted * 100 // self.total if self.total else 0

    @property
    def minutes_left(self) -> int | None:
        """How long what is due takes at that rate; None while nothing moves."""
        due = self.waiting - self.later
        return -(-due // self.rate) if self.rate and due else None


def progress_of(edition: Edition, *, at: datetime) -> Progress:
    """Count an edition's deliveries. Four queries."""
    rows = Delivery.objects.filter(edition=edition)
    counted = counts_of(edition)
    by_state: dict[str, int] = {}
    for state, _reason, number in counted:
        by_state[state] = by_state.get(state, 0) + number
    total = sum(by_state.values())
    waiting = by_state.get(State.QUEUED, 0) + by_state.get(State.CLAIMED, 0)
    return Progress(
        total=total,
        done=total - waiting,
        waiting=waiting,
        later=rows.filter(state=State.QUEUED, due_at__gt=at).count() if waiting else 0,
        # What came back later was accepted first.
        accepted=sum(by_state.get(state, 0) for state in (State.ACCEPTED, State.BOUNCED, State.COMPLAINED)),
        uncertain=by_state.get(State.UNCERTAIN, 0),
        bounced=by_state.get(State.BOUNCED, 0),
        complained=by_state.get(State.COMPLAINED, 0),
        rate=_rate(edition, at) if waiting and edition.state == Edition.State.SENDING else 0,
        left=DeliveryEvent.objects.filter(edition_id=edition.pk, verb="left", by="").count(),
        skipped=[(str(Delivery.Why(why).label), number) for state, why, number in counted if state == State.SKIPPED],
    )


def _rate(edition: Edition, at: datetime) -> int:
    """Return how many mails a minute the provider took since the first of the last minute."""
    late = Delivery.objects.filter(edition=edition, state=State.ACCEPTED, accepted_at__gt=at - _MINUTE)
    number, first = late.aggregate(number=Count("pk"), first=Min("accepted_at")).values()
    return round(number * (_MINUTE / max(at - first, _SOONEST))) if first else 0


def _opened(edition: Edition) -> list[dict[str, Any]]:
    """Return the links that were opened, most often first, a story by its headline. Two queries."""
    links = list(edition.links.filter(clicks__gt=0).order_by("-clicks", "pk")[:SHOWN])
    slugs = [unquote(link.address.rstrip("/").rpartition("/")[2]) for link in links]
    stories = Article.objects.filter(slug__in=slugs).select_related("category").only("headline", "slug", "category")
    named = {iri_to_uri(settings.SITE_URL + story.get_absolute_url()): story.headline for story in stories}
    return [
        {"address": link.address, "words": named.get(link.address, link.address), "clicks": link.clicks}
        for link in links
    ]


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report. static/desk/progress.js fetches its moving part anew while it is being sent."""
    edition = edition_for(request, pk, "view_edition")
    if edition.is_writable:
        return HttpResponseRedirect(reverse("admin:newsletters_edition_change", args=[edition.pk]))
    mails = f"{reverse('admin:newsletters_delivery_changelist')}?edition__id__exact={edition.pk}"
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": str(edition),
        "opts": Edition._meta,  # noqa: SLF001 - the admin's own templates ask for it
        "edition": edition,
        "progress": progress_of(edition, at=timezone.now()),
        "links": _opened(edition),
        "decide_url": f"{mails}&state__exact={State.UNCERTAIN}",
        "skipped_url": f"{mails}&state__exact={State.SKIPPED}" if edition.counts is None else "",
        "may_send": request.user.has_perm("newsletters.send_edition"),
        "may_decide": request.user.has_perm("newsletters.decide_delivery"),
        "is_moving": edition.state in {Edition.State.SENDING, Edition.State.PAUSED},
    }
    part = "#progress" if request.headers.get("X-Part") == "progress" else ""
    return TemplateResponse(request, f"admin/newsletters/edition/report.html{part}", context)
