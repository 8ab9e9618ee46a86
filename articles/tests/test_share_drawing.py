"""A share card is dignified with any headline, any picture and in any direction."""

import os
import unicodedata
from io import BytesIO
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from articles.sharing import letters
from articles.sharing.draw import INK, MOST_BYTES, PAPER, SMALLEST, Card, draw
from articles.sharing.letters import SANS, SANS_BOLD, SERIF, CannotDraw, CannotShape, Hand, balanced, cut, drawable
from press.pictures.tests.builders import image_bytes

shaped = pytest.mark.skipif(
    not letters.can_shape() and not os.environ.get("CI"), reason="FriBiDi is not installed (Debian: libfribidi0)."
)


def card(headline: str = "Ferry Sails Again", **facts: Any) -> Card:
    words = {"label": "Politics", "paper": "The Bay Courier", "language": "en", "direction": "ltr", **facts}
    return Card(headline=headline, **words)


def drawn(photo: bytes | None = None, **facts: Any) -> Image.Image:
    image = Image.open(BytesIO(draw(card(**facts), photo)))
    image.load()
    return image


def plain(colour: str, size: tuple[int, int] = (900, 600), right: str = "") -> bytes:
    """A picture of one colour, or of two halves."""
    image = Image.new("RGB", size, colour)
    image.paste(right or colour, (size[0] // 2, 0, *size))
    return image_bytes(of=image)


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, green, blue = image.getpixel((x, y))  # type: ignore[misc]
    return red > 200 and green < 60 and blue < 60


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels there are in a box."""
    return sum(image.convert("L").crop(box).histogram()[:100])


# --- The file ---------------------------------------------------------------------------------------------------------


def test_card_is_a_progressive_jpeg_of_1200_by_630_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Ada"
    image = drawn(image_bytes(exif=exif))
    assert (image.format, image.size, image.mode) == ("JPEG", (1200, 630), "RGB")
    assert image.info.get("progressive")
    assert not image.getexif()
    assert not {"icc_profile", "comment", "exif", "xmp"} & set(image.info)


def test_noisiest_picture_stays_within_the_limit() -> None:
    noise = Image.frombytes("RGB", (1280, 1200), os.urandom(1280 * 1200 * 3))
    assert len(draw(card(), image_bytes(of=noise, quality=95))) <= MOST_BYTES


def test_same_card_is_the_same_file() -> None:
    photo = plain("red")
    assert draw(card(), photo) == draw(card(), photo)


def test_damaged_picture_is_said_to_be_one() -> None:
    with pytest.raises(OSError, match=r"truncated|broken|cannot identify"):
        draw(card(), image_bytes()[:900])


# --- The picture ------------------------------------------------------------------------------------------------------


def test_picture_stands_at_the_end_and_words_beside_it() -> None:
    image = drawn(plain("red"))
    assert is_red(image, 1195, 5)
    assert not is_red(image, 600, 5)
    assert ink(image, (40, 100, 600, 630)) > 2000


def test_picture_of_an_arabic_story_stands_at_the_left() -> None:
    image = drawn(plain("red"), direction="rtl")
    assert is_red(image, 5, 5)
    assert not is_red(image, 1195, 5)


def test_panorama_stands_above_the_words() -> None:
    image = drawn(plain("red", (1280, 320)))
    assert is_red(image, 5, 5)
    assert is_red(image, 1195, 290)
    assert ink(image, (40, 320, 1200, 630)) > 2000


def test_upright_picture_is_hardly_cut_and_leaves_more_room() -> None:
    image = drawn(plain("red", (600, 800)))
    assert is_red(image, 1195, 570)
    assert not is_red(image, 750, 300)


def test_picture_is_cut_around_its_focal_point() -> None:
    photo = plain("red", (1280, 620), right="blue")
    left, right = drawn(photo, focal_x=0), drawn(photo, focal_x=100)
    assert is_red(left, 1100, 300)
    assert not is_red(right, 700, 300)


def test_credit_stands_under_the_picture_however_long_it_is() -> None:
    below = (660, 583, 1200, 630)
    long = "(Maximiliane Aleksandrowicz-Featherstonehaugh/Associated News of the Bay via International Wire) " * 3
    assert ink(drawn(plain("red")), below) == 0
    short, full = ink(drawn(plain("red"), credit="(Ada/Us)"), below), ink(drawn(plain("red"), credit=long), below)
    assert 0 < short < full
    assert ink(drawn(plain("red"), credit=long), (1190, 583, 1200, 630)) == 0


def test_without_a_picture_type_stands_alone() -> None:
    image = drawn()
    assert image.getpixel((1199, 629)) == image.getpixel((0, 0))
    assert ink(image, (0, 0, 1200, 630)) > 5000


# --- The words --------------------------------------------------------------------------------------------------------


@shaped
@pytest.mark.parametrize(
    ("language", "headline"), [("ar", "محادثات سفان تفضي إلى قياس"), ("he", "אחרי 14 חודשים: השיטפון")]
)
def test_words_that_run_right_to_left_begin_at_the_right(language: str, headline: str) -> None:
    image = drawn(headline=headline, language=language, direction="rtl", label="")
    assert ink(image, (1000, 120, 1200, 630)) > 1000
    assert ink(image, (0, 120, 100, 630)) == 0


@shaped
def test_arabic_letters_are_joined() -> None:
    hand = Hand(SERIF, 60, "rtl", "ar")
    assert hand.width("ببببب") < 0.8 * sum(map(hand.width, "ببببب"))


@shaped
def test_first_letter_of_a_hebrew_word_is_the_rightmost() -> None:
    hand = Hand(SERIF, 60, "rtl", "he")

    def written(word: str) -> Image.Image:
        image = Image.new("RGB", (200, 100), PAPER)
        hand.write(ImageDraw.Draw(image), (190, 70), word, ink=INK, from_right=True)
        return image.crop((round(190 - hand.width("ש")) + 3, 0, 200, 100))

    assert written("ש").tobytes() == written("שלום").tobytes()


@shaped
def test_brackets_and_numbers_of_a_mixed_line_are_one_width_in_both_directions() -> None:
    line = "Ferry (חיפה) 14"
    assert Hand(SERIF, 40, "ltr", "en").width(line) == pytest.approx(Hand(SERIF, 40, "rtl", "he").width(line), abs=1)


def test_machine_that_cannot_shape_refuses_to_misdraw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "can_shape", lambda: False)
    letters._font.cache_clear()
    try:
        assert draw(card("Ferry Sails"))
        with pytest.raises(CannotShape, match="libfribidi0"):
            draw(card("العبارة تبحر", language="ar", direction="rtl"))
    finally:
        letters._font.cache_clear()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ferry 🚢 Sails", "Ferry Sails"),
        ("👨‍👩‍👧 Family 1️⃣", "Family 1"),
        ("Ferry\x00\tSails\r\n  Again\x1b", "Ferry Sails Again"),
        ("Ferry\u202e sliaS", "Ferry sliaS"),
        ("10\u00a0000 boats", "10\u00a0000 boats"),
        ("10\u202f000 boats", "10\u00a0000 boats"),
        ("e\u0301tude", "étude"),
        ("ﬁsh & chips", "fish & chips"),
        ("Ｆｅｒｒｙ", "Ferry"),
        ("Nguyễn, Žižek, Łódź, ʿAbd, Ελλάδα, Київ", "Nguyễn, Žižek, Łódź, ʿAbd, Ελλάδα, Київ"),
        ("non\u2011stop, soft\u00adly", "non-stop, softly"),
        ("a\ufffdb \ud800", "ab"),
    ],
)
def test_what_has_no_glyph_leaves_no_box(typed: str, printed: str) -> None:
    assert drawable(typed, SERIF) == printed


@pytest.mark.parametrize("headline", ["フェリー", "渡船", "🚢", "\x00 \u200d"])
def test_headline_in_letters_we_do_not_have_gives_no_card(headline: str) -> None:
    with pytest.raises(CannotDraw):
        draw(card(headline))


@pytest.mark.parametrize("face", [SERIF, SANS, SANS_BOLD])
def test_every_character_that_is_said_to_be_there_is_drawn(face: str) -> None:
    known = letters._characters(face)
    seen = [code for code in known if unicodedata.category(chr(code))[0] in "LNPS" and code not in {0x115F, 0x1160}]
    font = letters._font(face, 40)
    assert len(seen) > 500
    assert [hex(code) for code in seen if font.getmask(chr(code)).getbbox() is None] == []


def test_headline_is_set_in_even_lines() -> None:
    hand = Hand(SERIF, 60)
    text = "Assembly Passes Prisoner Pardons by Four Votes After a Sitting"
    lines = balanced(text, hand, width=600, most=4)
    assert lines
    assert " ".join(lines) == text
    assert min(map(hand.width, lines)) > 0.6 * max(map(hand.width, lines))


def test_short_headline_is_larger_than_a_long_one() -> None:
    short, long = drawn(headline="Peace"), drawn(headline="Peace of a Kind " * 9)
    assert ink(short, (0, 0, 1200, 630)) / 5 > ink(long, (0, 0, 1200, 630)) / 140


def test_headline_of_200_letters_is_printed_whole() -> None:
    """Half of it could say something else."""
    text = (
        "The Council of Port Sarra Refuses for the Third Time to Publish the Minutes of Its Harbour Committee " * 2
    )[:200]
    hand = Hand(SERIF, SMALLEST)
    assert balanced(drawable(text, SERIF), hand, width=560, most=8)


def test_word_as_long_as_a_headline_may_be_stays_on_the_paper() -> None:
    image = drawn(plain("red"), headline="W" * 200)
    assert ink(image, (620, 0, 659, 630)) == 0
    assert ink(drawn(headline="m" * 200), (1146, 0, 1200, 630)) == 0


def test_broken_word_does_not_end_in_a_single_letter() -> None:
    lines = cut("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", Hand(SERIF, 40), width=500, most=4)
    assert all(len(line) > 8 for line in lines)


def test_what_is_left_out_is_marked() -> None:
    hand = Hand(SERIF, 40)
    lines = cut("Port Sarra, Council, Refuses, to Publish, the Minutes", hand, width=300, most=2)
    assert lines == ["Port Sarra,", "Council…"]


@shaped
@hypothesis.settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=200), st.sampled_from([("en", "ltr"), ("ar", "rtl"), ("he", "rtl")]))
def test_no_headline_breaks_the_drawing_or_leaves_the_paper(text: str, tongue: tuple[str, str]) -> None:
    language, direction = tongue
    try:
        image = Image.open(BytesIO(draw(card(text, language=language, direction=direction, label=text, credit=text))))
    except CannotDraw:
        return
    assert image.size == (1200, 630)
    edges = [(0, 0, 1200, 4), (0, 626, 1200, 630), (0, 0, 4, 630), (1196, 0, 1200, 630)]
    assert [ink(image, edge) for edge in edges] == [0, 0, 0, 0]
