"""What a receipt says, and its paper. When one is due, and its number, are decided in donations/actions/receipts.py."""
