"""Who may do what with mail at the desk: publishers see which addresses get none, and let it go there again."""

from press.roles import PUBLISHER

ROLES = {PUBLISHER: {"mail": "view_suppressed add_suppressed delete_suppressed"}}
