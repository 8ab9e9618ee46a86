"""Rows that are written once: the append-only base, its triggers, and who signs an entry."""
