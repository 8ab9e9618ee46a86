"""What became of an edition's mails, counted; and only the counts, once nothing can happen to them any more."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from newsletters.models import Delivery, Edition

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)  # who was sent what; bounces and complaints come within days
Counts = list[tuple[str, str, int]]  # state, reason, deliveries


def counts_of(edition: Edition) -> Counts:
    """Return how many deliveries there are, or were, of each state and reason. At most one query."""
    if edition.counts is not None:
        return [(state, reason, number) for state, reason, number in edition.counts]
    rows = Delivery.objects.filter(edition=edition).order_by("state", "reason")
    return list(rows.values_list("state", "reason").annotate(Count("pk")))


def forget_deliveries(at: datetime) -> Edition | None:
    """Keep the counts alone of the oldest edition whose rows nobody needs any more; return it, or None.

    One edition a call: a hundred thousand rows are some seconds' work. One with a mail about which somebody still has
    to decide is left as it is.
    """
    undecided = Delivery.objects.filter(edition=OuterRef("pk"), state=Delivery.State.UNCERTAIN)
    over = Edition.objects.filter(state__in=[Edition.State.SENT, Edition.State.STOPPED], counts__isnull=True)
    old = over.filter(~Exists(undecided), released_at__lt=at - KEPT).order_by("released_at", "pk")
    with transaction.atomic():
        edition = old.select_for_update(skip_locked=True, of=("self",)).first()
        if edition is None:
            return None
        edition.counts = counts_of(edition)
        edition.save(update_fields=["counts"])
        gone, _ = edition.deliveries.all().delete()
    logger.info("%s: %s deliveries were counted and forgotten.", edition, gone)
    return edition
