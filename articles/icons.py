"""The names of the icons that a category may have: the symbols of static/icons/sprite.svg."""

import re
from pathlib import Path

from django.conf import settings

_SPRITE = Path(settings.BASE_DIR) / "static" / "icons" / "sprite.svg"
# Drawn for buttons and menus, not for categories.
_INTERFACE = frozenset(
    {"theme", "moon", "sun", "print", "share", "link", "mail", "arrow", "play", "close", "menu", "plus", "check"}
    | {"search"}
)

ICONS = tuple(
    name
    for name in re.findall(r'<symbol id="([a-z-]+)"', _SPRITE.read_text(encoding="utf-8"))
    if name not in _INTERFACE
)
