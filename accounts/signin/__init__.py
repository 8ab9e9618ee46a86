"""Signing in by mail: a code to type or a link to open, for readers and without a password."""
