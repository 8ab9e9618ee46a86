"""The rows of the morning email."""

from newsletters.models.delivery import Delivery, DeliveryEvent
from newsletters.models.edition import Edition, EditionLink, EditionStory
from newsletters.models.newsletter import Newsletter
from newsletters.models.subscriber import Consent, Subscriber, Subscription

__all__ = [
    "Consent",
    "Delivery",
    "DeliveryEvent",
    "Edition",
    "EditionLink",
    "EditionStory",
    "Newsletter",
    "Subscriber",
    "Subscription",
]
