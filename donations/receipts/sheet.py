"""One sheet of paper as PDF, with a font of ours, so that any name is written as it should be."""

from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent / "fonts"
_MARGIN = 24.0  # millimetres
_GREY, _INK, _RED = 95, 20, (160, 30, 30)
# Stands for a line in an alphabet that the font has not. A font that had them all would be a hundred times as large.
UNPRINTED = "(in letters that this sheet cannot print; we keep them as they were typed)"


class Sheet:
    """Lines of text from top to bottom. The same calls give the same bytes."""

    def __init__(self, *, title: str, author: str, at: datetime) -> None:
        page = FPDF(format="A4")
        page.set_creation_date(at)
        page.set_title(title)
        page.set_author(author)
        page.set_lang("en")
        page.add_font("receipt", "", FONTS / "receipt-sans.ttf")
        page.add_font("receipt", "B", FONTS / "receipt-sans-bold.ttf")
        page.set_margin(_MARGIN)
        page.set_auto_page_break(True, margin=_MARGIN)
        page.add_page()
        # Each paragraph's direction is that of its first strong letter, as with dir="auto".
        page.set_text_shaping(use_shaping_engine=True)
        page.set_text_color(_INK)
        self._page = page

    def line(self, text: str, *, size: float = 11, bold: bool = False, grey: bool = False, after: float = 0) -> None:
        """Write a paragraph over the whole width; `size` in points, `after` in millimetres."""
        self._page.set_font("receipt", "B" if bold else "", size)
        if grey:
            self._page.set_text_color(_GREY)
        self._page.multi_cell(0, size * 0.5, self.written(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._page.set_text_color(_INK)
        self._page.ln(after)

    def alarm(self, text: str) -> None:
        """Write what nobody may overlook."""
        self._page.set_text_color(*_RED)
        self.line(text, size=12, bold=True, after=4)

    def fact(self, name: str, text: str) -> None:
        """Write a name and beside it what it is."""
        self._page.set_font("receipt", "", 11)
        self._page.set_text_color(_GREY)
        self._page.cell(42, 6.5, name)
        self._page.set_text_color(_INK)
        self._page.multi_cell(0, 6.5, self.written(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def row(self, cells: list[tuple[str, float, str]], *, bold: bool = False) -> None:
        """Write cells beside each other: text, width in millimetres, L or R."""
        self._page.set_font("receipt", "B" if bold else "", 10)
        for text, width, align in cells:
            self._page.cell(width, 7, self.written(text), align=align, border="B")
        self._page.ln(7)

    def space(self, millimetres: float) -> None:
        self._page.ln(millimetres)

    def letterhead(self, organisation: dict[str, str]) -> None:
        """Write whose paper it is: name, address, tax number."""
        self.line(organisation["name"], size=17, bold=True, after=1)
        for part in organisation["address"].splitlines():
            self.line(part, grey=True)
        if organisation["tax_number"]:
            self.line(f"Tax number {organisation['tax_number']}", grey=True)
        self.space(12)

    def pdf(self) -> bytes:
        return bytes(self._page.output())

    def written(self, text: str) -> str:
        """Return the text with a word in place of each line that would be boxes."""
        font = self._page.fonts["receipt"]
        known = font.cmap if isinstance(font, TTFFont) else {}
        return "\n".join(
            line if all(ord(sign) in known or not sign.isprintable() for sign in line) else UNPRINTED
            for line in text.split("\n")
        )
