"""How styles and scripts are published: hashed names, and one stylesheet made of many files."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Stylesheets that are written as a list of imports, which would cost a reader a request each.
ENTRIES = ("css/paper.css",)
_IMPORT = re.compile(r'@import url\("([^"]+)"\)(?: layer\(([\w-]+)\))?;')


class PaperStaticStorage(CompressedManifestStaticFilesStorage):
    """Hash names, follow ES module imports, and put the imports of an entry stylesheet in its place.

    In DEBUG the files are served as they lie in the checkout, and the browser follows the imports.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        for name in ENTRIES:
            if name in paths and not dry_run:
                whole = InMemoryStorage()
                whole.save(name, ContentFile(with_imports(name, paths).encode()))
                paths[name] = (whole, name)
        yield from super().post_process(paths, dry_run, **options)

    def url(self, name: str | None, force: bool = False) -> str:
        """Return a file's address. The manifest is read once a process, so an address once found stays true."""
        known = self.__dict__.setdefault("_known_urls", {})
        if name not in known:
            known[name] = super().url(name or "", force)
        return str(known[name])


def with_imports(name: str, paths: Mapping[str, tuple[Storage, str]]) -> str:
    """Return a stylesheet with its `@import`s replaced by what they import, each in the layer it names.

    The parts lie beside the entry, so the addresses in them stay true.
    """
    folder = name.rpartition("/")[0]

    def part(match: re.Match[str]) -> str:
        css = _read(f"{folder}/{match[1]}", paths)
        return f"@layer {match[2]} {{\n{css}\n}}" if match[2] else css

    return _IMPORT.sub(part, _read(name, paths))


def _read(name: str, paths: Mapping[str, tuple[Storage, str]]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    return text
