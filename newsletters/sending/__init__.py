"""How an edition leaves: queued once, claimed, handed over, and noted at each step before the next is taken."""
