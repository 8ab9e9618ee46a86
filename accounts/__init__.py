"""The person: who signs in, and what a reader follows and saves."""
