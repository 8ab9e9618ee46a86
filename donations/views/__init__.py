"""What givers meet."""
