"""Uploads at the desk: several at once, each with its own result, as a page or for the page's script."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from press.pictures import intake
from press.pictures.models import Picture
from press.pictures.tests.builders import image, image_bytes, image_file, make_picture

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def desk(client: Client, ben: Any) -> Client:
    client.force_login(ben)
    return client


def send(client: Client, *files: SimpleUploadedFile, **headers: Any) -> Any:
    return client.post(reverse("admin:pictures_picture_add"), {"files": list(files)}, **headers)


def test_each_file_has_its_own_result_and_the_good_ones_are_kept(desk: Client) -> None:
    known = image_bytes()
    files = [image_file("new.jpg"), image_file("known.jpg", content=known), image_file("bad.png", content=b"<html>")]
    send(desk, image_file("first.jpg", content=known))
    page = send(desk, *files).content.decode()
    assert Picture.objects.count() == 2
    for words in ("Describe it", "Already in the library.", "a web page", "bad.png"):
        assert words in page
    assert reverse("admin:pictures_picture_change", args=[Picture.objects.get(file_name="first.jpg").pk]) in page


def test_script_is_answered_in_json(desk: Client) -> None:
    answer = send(desk, image_file("new.jpg"), image_file("bad.png", content=b"<html>"), headers=JSON)
    added, refused = answer.json()["results"]
    assert (added["name"], added["outcome"]) == ("new.jpg", "added")
    assert added["url"] == reverse("admin:pictures_picture_change", args=[Picture.objects.get().pk])
    assert added["thumb"].startswith("/media/pictures/")
    assert (refused["outcome"], refused["url"]) == ("refused", "")
    assert "a web page" in refused["sentence"]


def test_animation_is_said_not_to_be_kept(desk: Client) -> None:
    moving = image_file("moving.gif", kind="GIF", save_all=True, append_images=[image(mode="P"), image(mode="P")])
    answer = send(desk, moving, image_file("still.gif", kind="GIF"), headers=JSON)
    said = [result["sentence"] for result in answer.json()["results"]]
    assert said == ["Added. The animation is not kept: its first picture is shown.", "Added."]


def test_file_that_is_too_large_is_not_kept_while_it_streams_in(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_BYTES", 100_000)
    files = [SimpleUploadedFile("huge.jpg", bytes(3_000_000)), image_file("good.jpg")]
    results = {result["name"]: result for result in send(desk, *files, headers=JSON).json()["results"]}
    assert results["good.jpg"]["outcome"] == "added"
    assert "too large" in results["huge.jpg"]["sentence"]


def test_uploader_is_remembered(desk: Client, ben: Any) -> None:
    send(desk, image_file())
    assert Picture.objects.get().added_by == ben


def test_file_that_was_streamed_to_the_disk_is_kept(desk: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    content = image_bytes()
    send(desk, image_file("large.jpg", content=content))
    with Picture.objects.get().original.open("rb") as original:
        assert original.read() == content


def test_nothing_chosen_is_said(desk: Client) -> None:
    assert "No file was chosen" in send(desk).content.decode()


def test_more_files_than_one_form_may_carry_is_said(desk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    answer = desk.post(
        reverse("admin:pictures_picture_add"), {"files": [image_file("1.jpg"), image_file("2.jpg")]}, follow=True
    )
    assert "too many files" in answer.content.decode()
    assert not Picture.objects.exists()


def test_plus_beside_a_field_gets_its_picture(desk: Client) -> None:
    url = reverse("admin:pictures_picture_add")
    assert 'name="_popup"' in desk.get(f"{url}?_popup=1").content.decode()
    answer = desk.post(url, {"files": image_file(), "_popup": "1"}).content.decode()
    assert f"&quot;value&quot;: &quot;{Picture.objects.get().pk}&quot;" in answer


def test_upload_needs_a_form_token(ben: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    assert send(strict, image_file()).status_code == 403
    page = strict.get(reverse("admin:pictures_picture_add"))
    token = page.context["csrf_token"]
    answer = strict.post(
        reverse("admin:pictures_picture_add"), {"files": image_file(), "csrfmiddlewaretoken": str(token)}, headers=JSON
    )
    assert answer.json()["results"][0]["outcome"] == "added"


def test_who_may_not_add_pictures_is_refused_before_the_file_is_read(client: Client, cleo: Any) -> None:
    assert send(client, image_file()).status_code == 302
    client.force_login(cleo)
    assert send(client, image_file()).status_code == 302
    cleo.is_staff = True
    cleo.save()
    assert send(client, image_file()).status_code == 403
    assert not Picture.objects.exists()


def test_library_offers_the_upload_form_to_who_may_add(desk: Client, cleo: Any) -> None:
    make_picture()
    assert "data-dropzone" in desk.get(reverse("admin:pictures_picture_changelist")).content.decode()
