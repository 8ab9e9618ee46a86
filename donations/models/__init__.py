"""The rows of giving. Every sum is in integer minor units (cents) beside its currency."""

from donations.models.appeal import Appeal, Suggestion
from donations.models.donor import Donor
from donations.models.gift import Gift
from donations.models.plan import Plan
from donations.models.policy import Policy

__all__ = ["Appeal", "Donor", "Gift", "Plan", "Policy", "Suggestion"]
