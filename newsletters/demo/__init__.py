"""The demo paper's newsletters."""
