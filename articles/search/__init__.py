"""Search: what readers type is matched with what live stories say, by the database's own full-text index.

`fold` brings both to one spelling, `asking` reads what was typed, `index` keeps the index in step with the stories, and
`engine` finds; `postgresql` and `sqlite` are its two dialects. docs/decisions/0009 says why it is our own.
"""
