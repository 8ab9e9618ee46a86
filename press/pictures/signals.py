"""What pictures tell the desks above."""

from django.dispatch import Signal

# Sent inside the transaction that changed what readers see of a picture: its words, its rights, its focal point
# or its finished renditions. Arguments: picture_id (int).
picture_changed = Signal()
