"""What mail tells the apps above."""

from django.dispatch import Signal

# A provider told by its webhook that a mail came back for good, was called spam, or that its reader left by the
# provider's own button. The address stands on the suppression list already (unless its reader only left). May come
# twice, and late. Arguments: address (str, small letters), kind ("bounced", "complained" or "left"), delivery (str:
# what the mail was sent with as its metadata "delivery", or nothing), told_as (str: the provider's name and id of the
# event, or nothing), told_by (str), detail (str), at (aware datetime).
mail_bounced = Signal()
