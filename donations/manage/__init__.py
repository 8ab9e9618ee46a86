"""A donor's own page: what they gave, their receipts, and the standing gifts that they change or stop themselves."""
