"""What pages tell the desks above."""

from django.dispatch import Signal

# Sent inside the transaction in which a page takes another address, once its old one is given back.
# Arguments: old, new (both as paths, “/about/”).
page_moved = Signal()
