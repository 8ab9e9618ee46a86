"""What the demo paper asks for."""
