"""Stripe: the one place of ours that speaks with it, apart from its stand-in in donations/sandbox/."""
