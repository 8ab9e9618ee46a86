"""A stand-in for Stripe on this machine: its own process with its own store, which imports nothing else of ours."""
