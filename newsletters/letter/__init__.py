"""What an edition says, and what a reader's own section adds."""
