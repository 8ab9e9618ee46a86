"""The editor's scripts and styles as they are published."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files import File

OURS = settings.BASE_DIR / "static/richtext"
TIPTAP = Path(str(finders.find("django_prose_editor/editor.js"))).parent


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hash the names as PaperStaticStorage does; compression changes nothing about them."""

    class Storage(ManifestStaticFilesStorage):
        support_js_module_import_aggregation = True

    folder = tmp_path_factory.mktemp("published")
    storage = Storage(location=folder, base_url="/static/")
    files = {}
    for source in (OURS, TIPTAP):
        for file in source.glob("*.*"):
            name = f"{source.name}/{file.name}"
            with file.open("rb") as content:
                storage.save(name, File(content))
            files[name] = (storage, name)
    for name, _hashed, problem in storage.post_process(files):
        assert not isinstance(problem, Exception), f"{name}: {problem}"
    return folder


def test_every_import_leads_to_a_file_with_a_hashed_name(published: Path) -> None:
    for file in OURS.glob("*.js"):
        (hashed,) = published.glob(f"richtext/{file.stem}.????????????.js")
        for path in re.findall(r'from "(\.[^"]+)"', hashed.read_text()):
            assert re.search(r"\.[0-9a-f]{12}\.js$", path)
            assert (hashed.parent / path).is_file()


def test_the_editor_injects_no_style_and_its_own_sheet_has_tiptap_s() -> None:
    bundle = (TIPTAP / "editor.js").read_text()
    assert "injectCSS" in bundle, "Tiptap calls the option otherwise now: see editor.js"
    assert "injectCSS: false" in (OURS / "editor.js").read_text()
    ours = (OURS / "writing.css").read_text()
    injected = re.search(r"`(\.ProseMirror \{\s+position: relative;.*?)`", bundle, re.DOTALL)
    assert injected
    for selector in re.findall(r"^([.\w][^{@]*?) \{", injected[1], re.MULTILINE):
        last = selector.split(" ")[-1].split("::")[0].removesuffix(":after")
        known = {*ours.replace("::after", "").split(), "pre"}
        assert last in known, f"Tiptap styles {selector} too: add it to writing.css"
