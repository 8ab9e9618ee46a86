"""The specimen shows every component in its states."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from newsroom.specimen import specimen, states

COMPONENTS = {path.stem for path in (Path(settings.BASE_DIR) / "templates/components").glob("*.html")}


def test_every_component_has_states() -> None:
    assert set(states()) == COMPONENTS


@pytest.mark.django_db
def test_specimen_shows_something_of_each(rf: RequestFactory) -> None:
    page = specimen(rf.get("/specimen/")).text
    for name in COMPONENTS:
        assert f'id="specimen-{name}"' in page
    assert "Open the Minutes of the Harbour Board" in page


@pytest.mark.django_db
def test_specimen_is_not_part_of_the_paper(client: Client) -> None:
    assert client.get("/specimen/").status_code == 404
