"""Composes the apps into one site: settings, addresses, health, error pages. No helpers live here."""
