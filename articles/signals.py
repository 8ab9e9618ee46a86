"""What stories tell the apps above."""

from django.dispatch import Signal

# A story is gone from every output. Sent inside the transaction. Arguments: article_id (int), at (aware datetime).
article_killed = Signal()
