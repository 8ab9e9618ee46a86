"""What giving tells the apps above."""

from django.dispatch import Signal

# The first money of a gift has come. Sent once for each gift (also for each of a plan's), inside the transaction.
# Arguments: gift (donations.models.Gift, with its donor), at (aware datetime: when the money moved).
gift_received = Signal()
