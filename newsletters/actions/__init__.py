"""What a reader or an editor can do about newsletters."""
