"""The machinery below the desks: one idea per package, no newsroom rules."""
