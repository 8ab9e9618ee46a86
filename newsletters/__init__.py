"""The morning email: who asked for it, what it says, and how it leaves once for each reader."""
