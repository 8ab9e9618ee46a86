"""A stand-in for Stripe on this machine: a process and a store of its own, spoken to by the real `stripe` library.

It imports nothing of ours, so that what it gets wrong cannot be wrong in the same way twice. Nothing is ever charged.
"""
