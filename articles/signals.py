"""What stories tell the apps above."""

from django.dispatch import Signal

# A story is gone from every output. Sent inside the transaction. Arguments: article_id (int), at (aware datetime).
article_killed = Signal()

# A topic or category became part of another: what points at the one belongs to the other now. Sent inside the
# transaction, when its stories have moved and before it is deleted. Arguments: kept_id (int), merged_id (int),
# at (aware datetime).
topic_merged = Signal()
