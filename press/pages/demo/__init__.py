"""The demo paper's pages and promos."""
