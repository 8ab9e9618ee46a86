"""Newsletters at the desk."""

from newsletters.admin.edition import EditionAdmin
from newsletters.admin.newsletter import NewsletterAdmin
from newsletters.admin.readers import DeliveryAdmin, SubscriberAdmin

__all__ = ["DeliveryAdmin", "EditionAdmin", "NewsletterAdmin", "SubscriberAdmin"]
