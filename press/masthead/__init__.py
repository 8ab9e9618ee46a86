"""The paper's own name and particulars, as printed at the head and foot of every page."""
