"""What accounts tell the apps above, and ask them."""

from django.dispatch import Signal

# Somebody signed in as a reader: what this browser's cookies hold may become the person's. Sent when the session is
# made, before the answer is. Arguments: request, user.
signed_in = Signal()

# A person downloads what is kept about them. Each receiver returns {word: what JSON can say}, or nothing.
# Arguments: user.
person_exporting = Signal()

# A person is being erased: each receiver deletes or unsigns its own rows. Sent inside the transaction, before the
# person's own row goes. Arguments: user, at (aware datetime).
person_erased = Signal()
