"""Drawing a share card: paper, ink, the headline, the picture and its credit. Nothing here knows stories or storage.

It is a page of the paper: the name over a rule, the headline under it, the picture to the edge with its credit below.
Feeds show it some 500 pixels wide, and X lays words of its own over the lower start corner, so that stays empty.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from articles.sharing.letters import SANS, SANS_BOLD, SERIF, CannotDraw, Hand, balanced, cut, drawable
from press.pictures import colour

WIDTH, HEIGHT = 1200, 630
MOST_BYTES = 250_000
# The paper's colours by day, as in static/css/tokens.css: a card does not know the theme it is seen in.
PAPER, INK, QUIET, ACCENT = "#fcfbf8", "#14181d", "#474c53", "#0a4c6a"
MARGIN, GUTTER = 56, 44
CREDIT = 20  # size of the credit, which has a strip of FOOT below the picture
FOOT = 48
# A headline has so many lines, smaller ones rather than more. At the smallest size it may fill the box before words
# are left out, as half a headline can say something else.
LINES, SMALLEST = 4, 40


class Script(NamedTuple):
    """How a script sits: line height and size beside Latin's, and where its first baseline is, as parts of the size."""

    leading: float
    size: float
    rise: float


LATIN = Script(1.12, 1.0, 0.74)
# Arabic reaches far above and below its line, and its letters look small beside Latin ones of the same size.
ARABIC = Script(1.38, 1.16, 0.9)
SCRIPTS = {"ar": ARABIC, "fa": ARABIC, "ur": ARABIC, "he": Script(1.18, 1.06, 0.78)}


@dataclass(frozen=True, slots=True)
class Card:
    """All that is seen on a card. `picture` names the picture's file for the version; its bytes come with `draw`."""

    headline: str
    label: str  # what stands over the headline: category, kind, eyebrow
    paper: str
    language: str
    direction: str
    picture: str = ""
    credit: str = ""
    focal_x: int = 50  # per cent of the picture, from its left and its top
    focal_y: int = 50


class Box(NamedTuple):
    """A place on the card as it is when words run left to right; _Sheet turns it round for the others."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def draw(card: Card, photo: bytes | None = None) -> bytes:
    """Return the card as a JPEG of 1200 × 630, progressive, without metadata, within MOST_BYTES.

    Raises CannotDraw and CannotShape for the words, and whatever Pillow raises for a damaged picture.
    """
    sheet = _Sheet(card)
    if photo is None:
        sheet.words(Box(MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN), largest=92, scale=1.15)
        return _encoded(sheet.image)
    with Image.open(BytesIO(photo)) as opened:
        source = colour.load(opened, no_smaller_than=(WIDTH, HEIGHT))
    if source.width >= 2.2 * source.height:
        _panorama(sheet, source)
    else:
        _beside(sheet, source)
    return _encoded(sheet.image)


def _beside(sheet: "_Sheet", source: Image.Image) -> None:
    """Set the picture at the end, over the whole height; one that is upright is narrower and hardly cut."""
    height = HEIGHT - FOOT
    across = min(max(round(height * source.width / source.height), 440), 540)
    frame = Box(WIDTH - across, 0, WIDTH, height)
    sheet.picture(source, frame)
    sheet.credit(Box(frame.left, frame.bottom, WIDTH - 16, HEIGHT))
    sheet.words(Box(MARGIN, MARGIN - 12, frame.left - GUTTER, HEIGHT - FOOT), largest=76)


def _panorama(sheet: "_Sheet", source: Image.Image) -> None:
    """Set a very wide picture above the words, its credit on the line of the paper's name."""
    height = min(max(round(WIDTH * source.height / source.width), 240), 300)
    sheet.picture(source, Box(0, 0, WIDTH, height))
    sheet.credit(Box(WIDTH // 2, height + 17, WIDTH - MARGIN, height + 17 + FOOT), at_end=True)
    sheet.words(Box(MARGIN, height + 24, WIDTH - MARGIN, HEIGHT - 16), largest=68)


class _Sheet:
    """The paper, and what is put on it; places are given for left to right and turned round where words are not."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self._canvas = ImageDraw.Draw(self.image)
        self._turned = card.direction == "rtl"
        self._script = SCRIPTS.get(card.language, LATIN)

    def picture(self, source: Image.Image, frame: Box) -> None:
        """Fill the frame, cut as near to the focal point as the edges allow."""
        ratio = frame.width / frame.height
        across, down = min(source.width, source.height * ratio), min(source.height, source.width / ratio)
        left = min(max(source.width * self.card.focal_x / 100 - across / 2, 0), source.width - across)
        top = min(max(source.height * self.card.focal_y / 100 - down / 2, 0), source.height - down)
        box = (left, top, left + across, top + down)
        size = (frame.width, frame.height)
        placed = source.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        self.image.paste(placed, (WIDTH - frame.right if self._turned else frame.left, frame.top))

    def credit(self, box: Box, *, at_end: bool = False) -> None:
        """Write the credit, smaller and on two lines where it is long."""
        text = drawable(self.card.credit, SANS)
        if not text:
            return
        hand = Hand(SANS, CREDIT)
        lines = [text] if hand.width(text) <= box.width else []
        if not lines:
            hand = Hand(SANS, CREDIT - 3)
            lines = cut(text, hand, width=box.width, most=2)
        y = box.top + (box.height + hand.size * 0.72 - (len(lines) - 1) * hand.size * 1.2) / 2
        for line in lines:
            x = box.right - hand.width(line) if at_end else box.left
            self._write(line, hand, x, y, ink=QUIET)
            y += hand.size * 1.2

    def words(self, box: Box, *, largest: int, scale: float = 1.0) -> None:
        """Write the paper's name over a rule, and the label and the headline into the room below it."""
        rule = box.top + round(44 * scale)
        self._line(self.card.paper, Hand(SERIF, round(34 * scale)), box, rule - round(20 * scale), ink=INK)
        self._canvas.line([(self._x(box.left), rule), (self._x(box.right), rule)], fill=INK, width=2)
        box = box._replace(top=rule + 20)
        headline = drawable(self.card.headline, SERIF)
        if not headline:
            raise CannotDraw("The headline has no letter that can be drawn.")
        size = round(24 * scale * self._script.size)
        over = round(size * 2.25) if self.card.label else 0  # the label's line and the white below it
        hand, lines = self._fitting(headline, box._replace(top=box.top + over), largest=largest)
        line_height = hand.size * self._script.leading
        # What is left over stands above and below the words, more of it below.
        y = box.top + (box.height - over - len(lines) * line_height) * 0.4
        label = Hand(SANS_BOLD, size, self.card.direction, self.card.language)
        self._line(self.card.label, label, box, y + size, ink=ACCENT)
        y += over + hand.size * self._script.rise
        for number, line in enumerate(lines):
            self._write(line, hand, box.left, y + number * line_height, ink=INK)

    def _fitting(self, text: str, box: Box, *, largest: int) -> tuple[Hand, list[str]]:
        """Return the largest hand in which the headline stands in the box, and its lines."""
        for size in range(largest, SMALLEST - 1, -2):
            hand = Hand(SERIF, round(size * self._script.size), self.card.direction, self.card.language)
            room = int(box.height / (hand.size * self._script.leading))
            most = room if size == SMALLEST else min(LINES, room)
            if lines := balanced(text, hand, width=box.width, most=most):
                return hand, lines
        return hand, cut(text, hand, width=box.width, most=room)

    def _line(self, text: str, hand: Hand, box: Box, y: float, *, ink: str) -> None:
        """Write as much as one line of the box holds."""
        if text := drawable(text, hand.face):
            self._write(cut(text, hand, width=box.width, most=1)[0], hand, box.left, y, ink=ink)

    def _write(self, line: str, hand: Hand, x: float, y: float, *, ink: str) -> None:
        hand.write(self._canvas, (self._x(x), round(y)), line, ink=ink, from_right=self._turned)

    def _x(self, x: float) -> float:
        return WIDTH - x if self._turned else x


def _encoded(image: Image.Image) -> bytes:
    """Return the best JPEG that is small enough; 4:4:4, or coloured type would have a fringe."""
    for quality in (86, 78, 70, 60, 45):
        file = BytesIO()
        image.save(file, "JPEG", quality=quality, progressive=True, optimize=True, subsampling="4:4:4")
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()
