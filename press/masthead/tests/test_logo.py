"""The logo: a picture that was decoded and written anew, or a sentence."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin

from press.masthead import logo
from press.masthead.actions import particulars, write_masthead
from press.masthead.models import Masthead

pytestmark = pytest.mark.django_db
CHANGE = "admin:masthead_masthead_change"


def drawn(kind: str = "PNG", size: tuple[int, int] = (300, 90), mode: str = "RGB", **save: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **save)
    return file.getvalue()


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("name", ["logo.svg", "logo.html", "logo.js", "logo.png"])
def test_a_file_with_a_script_is_no_logo_whatever_it_is_called(client: Client, pia: Any, name: str) -> None:
    client.force_login(pia)
    write_masthead(name="Bay")
    script = upload(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", name)
    page = client.post(reverse(CHANGE, args=[1]), {"name": "Bay", "logo": script})
    assert "A logo is a PNG, JPEG or WebP picture, and this file is none." in page.text
    assert not Masthead.objects.get().logo


@pytest.mark.parametrize(("kind", "ending"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp")])
def test_a_logo_is_named_by_what_it_holds_and_not_by_its_sender(kind: str, ending: str) -> None:
    read = logo.read_logo(upload(drawn(kind), "evil.html"))
    assert read.name.endswith(ending)
    assert "evil" not in read.name
    assert (read.width, read.height) == (300, 90)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_a_logo_of_any_mode_is_read(mode: str) -> None:
    assert logo.read_logo(upload(drawn(mode=mode))).width == 300


def test_nothing_but_pixels_is_published() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>taken at home</script>")
    read = logo.read_logo(upload(drawn(pnginfo=words) + b"<script>after the end</script>"))
    assert b"script" not in read.content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not be empty"),
        (b"\x89PNG" + b"0" * logo.MAX_BYTES, "up to 4 MB"),
        (drawn(size=(4001, 10)), "up to 4000 pixels"),
        (drawn()[:60], "PNG, JPEG or WebP"),
        (drawn("GIF"), "PNG, JPEG or WebP"),
    ],
    ids=["empty", "heavy", "wide", "cut off", "of another kind"],
)
def test_a_file_that_is_no_logo_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(logo.CannotUseLogo, match=sentence):
        logo.read_logo(upload(content))


def test_a_logo_is_published_with_its_measures_stays_and_is_taken_off(client: Client, pia: Any) -> None:
    client.force_login(pia)
    write_masthead(name="Bay")
    form = reverse(CHANGE, args=[1])
    assert client.post(form, {"name": "Bay", "logo": upload(drawn())}).status_code == 302
    assert default_storage.exists(str(Masthead.objects.get().logo))
    assert 'alt="Bay" width="300" height="90"' in client.get("/").text

    client.post(form, {"name": "The Bay"})
    assert (particulars().name, particulars().logo_width) == ("The Bay", 300)

    client.post(form, {"name": "The Bay", "logo-clear": "on"})
    assert (particulars().logo_url, particulars().logo_width) == ("", 0)


def test_the_same_logo_twice_is_one_file() -> None:
    for _ in range(2):
        write_masthead(logo=logo.read_logo(upload(drawn(size=(77, 7)))))
    assert Masthead.objects.get().logo.name == logo.read_logo(upload(drawn(size=(77, 7)))).name
