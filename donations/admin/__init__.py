"""Giving at the desk."""

from donations.admin import appeal, policy

__all__ = ["appeal", "policy"]
