"""Giving: the ask, the gift, the books, the receipt."""
