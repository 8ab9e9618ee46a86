"""The rows of giving. Every sum is in integer minor units (cents) beside its currency."""

from donations.models.appeal import Appeal, Suggestion
from donations.models.donor import Donor
from donations.models.event import StripeEvent
from donations.models.facts import Charge, Checkout, Dispute, Payout, Refund, Stray
from donations.models.gift import Gift
from donations.models.history import GivingEntry
from donations.models.ledger import DayTotal, LedgerEntry
from donations.models.link import DonorLink
from donations.models.plan import Plan
from donations.models.policy import Policy
from donations.models.receipt import Receipt, ReceiptPaper, ReceiptSequence
from donations.models.refunding import RefundOrder

__all__ = [
    "Appeal",
    "Charge",
    "Checkout",
    "DayTotal",
    "Dispute",
    "Donor",
    "DonorLink",
    "Gift",
    "GivingEntry",
    "LedgerEntry",
    "Payout",
    "Plan",
    "Policy",
    "Receipt",
    "ReceiptPaper",
    "ReceiptSequence",
    "Refund",
    "RefundOrder",
    "Stray",
    "StripeEvent",
    "Suggestion",
]
