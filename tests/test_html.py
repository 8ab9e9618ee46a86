"""Every public page is valid HTML, by html-validate.

Three of its opinions are not ours (.htmlvalidate.json): the doctype is written small; templates leave blanks at the
ends of lines; the box in which a wide table scrolls is a `div` with the role of a region, as no element is just that.
"""

import json
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.factors import proof
from accounts.models import Passkey, User
from newsroom.errors import server_error
from tests.paper import PAGES, make_paper
from tools.node import MODULES, NODE, environment


@pytest.mark.django_db
def test_public_pages_are_valid_html(client: Client, tmp_path: Path) -> None:
    make_paper()
    for name, address in PAGES.items():
        (tmp_path / f"{name}.html").write_bytes(client.get(address).content)
    (tmp_path / "chooser.html").write_bytes(client.get("/my-news/").content)
    client.post("/my-news/follow/", {"topic": "water"}, headers={"sec-fetch-site": "same-origin"})
    (tmp_path / "my-news.html").write_bytes(client.get("/my-news/").content)
    client.post("/saved/add/", {"article": 1}, headers={"sec-fetch-site": "same-origin"})
    (tmp_path / "saved.html").write_bytes(client.get("/saved/").content)
    (tmp_path / "500.html").write_bytes(server_error(None).content)  # type: ignore[arg-type]
    assert complaints(tmp_path) == []


@pytest.mark.django_db
def test_pages_of_the_account_are_valid_html(client: Client, tmp_path: Path, ben: User, cleo: User) -> None:
    (tmp_path / "sign-in.html").write_bytes(client.get("/accounts/sign-in/").content)
    (tmp_path / "no-use.html").write_bytes(client.post("/accounts/sign-in/passkey/").content)
    for name, person, by in (("reader", cleo, proof.BY_PASSKEY), ("editor", ben, proof.BY_PASSWORD)):
        Passkey.objects.create(person=person, name="A <phone>", credential=name, handle="h", public_key=b"")
        client.force_login(person, backend=by)
        (tmp_path / f"{name}.html").write_bytes(client.get("/accounts/").content)
    (tmp_path / "set-up.html").write_bytes(client.get("/accounts/second-factor/set-up/").content)
    Passkey.objects.update(opens_desk=True)
    session = client.session
    session[proof._PROVEN] = True
    session.save()
    (tmp_path / "codes.html").write_bytes(client.post("/accounts/second-factor/recovery-codes/").content)
    assert len(list(tmp_path.iterdir())) == 6
    assert complaints(tmp_path) == []


def complaints(folder: Path) -> list[str]:
    """Return what html-validate says of the pages in `folder`, one finding a line."""
    config = Path(settings.BASE_DIR) / ".htmlvalidate.json"
    report = folder / "report.json"  # a pipe loses what the program has not written when it exits
    command = [
        *(str(NODE), str(MODULES / "html-validate" / "bin" / "html-validate.mjs")),
        *("--config", str(config), "--formatter", f"json={report}"),
        *map(str, sorted(folder.glob("*.html"))),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=120, check=False)
    assert report.exists(), ran.stderr
    return [
        f"{Path(file['filePath']).name}:{said['line']}:{said['column']}: {said['ruleId']}: {said['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for said in file["messages"]
    ]
