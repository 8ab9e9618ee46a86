"""What a fundraiser, a donor or Stripe can do: each locks our row, checks, changes, records."""
