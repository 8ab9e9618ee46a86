"""The person: who signs in, and (later) what a reader follows and saves."""
