"""The plan of files, and the files: around the focal point, never enlarged, each with its own name."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from press.pictures import renditions
from press.pictures.actions import add_picture
from press.pictures.making import make_renditions, source_of
from press.pictures.renditions import CROPS, Source, crop_box, plan
from press.pictures.tests.builders import image_file

sides = st.integers(200, 8000)
per_cent = st.integers(0, 100)
sources = st.builds(Source, st.just("d" * 64), sides, sides, per_cent, per_cent)


@given(sources, st.sampled_from(sorted(CROPS)))
def test_crop_contains_the_focal_point_and_stays_inside(source: Source, crop: str) -> None:
    left, top, right, bottom = crop_box(source, crop)
    assert 0 <= left < right <= source.width
    assert 0 <= top < bottom <= source.height
    x, y = source.width * source.focal_x / 100, source.height * source.focal_y / 100
    assert left - 1 <= x <= right + 1
    assert top - 1 <= y <= bottom + 1


@given(sources)
def test_crops_have_their_shape_and_are_as_large_as_can_be(source: Source) -> None:
    for crop, (ratio, _) in CROPS.items():
        left, top, right, bottom = crop_box(source, crop)
        assert right - left == source.width or bottom - top == source.height
        if ratio:
            assert (right - left) / (bottom - top) == pytest.approx(ratio, rel=0.01)


@given(sources)
def test_nothing_is_enlarged(source: Source) -> None:
    for one in plan(source):
        assert one.width <= one.box[2] - one.box[0]
        assert one.height <= one.box[3] - one.box[1]


@given(sources)
def test_every_crop_has_every_format_at_its_own_full_width(source: Source) -> None:
    planned = plan(source)
    for crop in CROPS:
        for kind in ("avif", "webp"):
            widths = [one.width for one in planned if (one.crop, one.format) == (crop, kind)]
            box = crop_box(source, crop)
            assert widths == sorted(set(widths))
            assert widths[-1] == min(box[2] - box[0], CROPS[crop][1])
        assert [one.format for one in planned if one.crop == crop].count("jpeg") == 1


def test_large_picture_is_offered_at_the_five_widths() -> None:
    planned = plan(Source("d" * 64, 4000, 3000, 50, 50))
    assert [one.width for one in planned if (one.crop, one.format) == ("wide", "avif")] == [320, 480, 800, 1280, 1920]
    assert [one.width for one in planned if (one.crop, one.format) == ("square", "webp")] == [320, 480, 800]


def test_name_says_what_a_file_holds() -> None:
    source = Source("d" * 64, 4000, 3000, 50, 50)
    one, moved = plan(source), plan(source._replace(focal_y=0))
    other = plan(source._replace(digest="e" * 64))
    by_crop = {crop: {f.name for f in one if f.crop == crop} for crop in CROPS}
    assert by_crop["whole"] == {f.name for f in moved if f.crop == "whole"}
    assert not by_crop["wide"] & {f.name for f in moved if f.crop == "wide"}
    assert not {f.name for f in one} & {f.name for f in other}


def test_picture_that_is_three_to_two_shares_its_files() -> None:
    planned = plan(Source("d" * 64, 3000, 2000, 10, 90))
    assert {f.name for f in planned if f.crop == "whole"} == {f.name for f in planned if f.crop == "wide"}


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(700, 500), (240, 900), (900, 210)])
def test_files_are_what_the_row_says(size: tuple[int, int]) -> None:
    picture = add_picture(image_file(size=size), by=None)
    make_renditions(picture.pk)
    picture.refresh_from_db()
    assert not renditions.missing(source_of(picture), picture.renditions)
    for kinds in picture.renditions.values():
        for kind, files in kinds.items():
            for width, height, name in files:
                with default_storage.open(name) as file:
                    made = Image.open(BytesIO(file.read()))
                assert (made.format, made.size, made.mode) == (kind.upper(), (width, height), "RGB")


@pytest.mark.django_db
def test_crop_shows_what_the_focal_point_asks_for() -> None:
    drawn = Image.new("RGB", (1200, 400), "white")
    drawn.paste((200, 0, 0), (900, 0, 1200, 400))
    picture = add_picture(image_file(of=drawn), by=None)
    picture.focal_x = 100
    picture.save()
    make_renditions(picture.pk)
    picture.refresh_from_db()
    with default_storage.open(picture.renditions["square"]["jpeg"][0][2]) as file:
        square = Image.open(BytesIO(file.read()))
    assert square.size == (400, 400)
    assert square.getpixel((300, 200))[1] < 60  # type: ignore[index]
    assert square.getpixel((30, 200))[1] > 200  # type: ignore[index]


def test_a_file_that_several_workers_write_at_once_is_whole_and_alone() -> None:
    content = b"x" * 200_000
    with ThreadPoolExecutor(8) as workers:
        for _ in range(5):
            list(workers.map(lambda _: renditions.write("at-once/one.webp", content), range(16)))
    with default_storage.open("at-once/one.webp") as file:
        assert file.read() == content
    assert default_storage.listdir("at-once")[1] == ["one.webp"]


def test_a_file_that_was_cut_off_is_replaced() -> None:
    default_storage.save("cut-off/one.webp", ContentFile(b"half"))
    renditions.write("cut-off/one.webp", b"the whole")
    with default_storage.open("cut-off/one.webp") as file:
        assert file.read() == b"the whole"
