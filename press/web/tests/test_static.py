"""How styles are published."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from press.web.static import ENTRIES, with_imports


def test_published_stylesheet_imports_nothing_and_loses_nothing() -> None:
    root = Path(settings.BASE_DIR) / "static"
    files = FileSystemStorage(location=root)
    paths = {str(path.relative_to(root)): (files, str(path.relative_to(root))) for path in root.rglob("*.css")}
    for entry in ENTRIES:
        css = with_imports(entry, paths)
        assert "@import" not in css
        for line in (root / entry).read_text(encoding="utf-8").splitlines():
            if line.startswith("@import"):
                part = line.split('"')[1]
                assert (root / "css" / part).read_text(encoding="utf-8") in css


def test_order_of_layers_is_said_before_the_first_of_them() -> None:
    css = (Path(settings.BASE_DIR) / "static" / "css" / "paper.css").read_text(encoding="utf-8")
    assert css.startswith("@layer reset, tokens, base, components, pages;")
