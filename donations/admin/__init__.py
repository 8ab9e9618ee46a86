"""Giving at the desk."""

from donations.admin import appeal, books, gifts, inbox, policy

__all__ = ["appeal", "books", "gifts", "inbox", "policy"]
