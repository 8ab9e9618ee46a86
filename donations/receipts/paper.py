"""The paper: a receipt's words as one page of PDF, with a font of ours, so that any name is written as it should be."""

from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from donations.receipts.wording import issued_at

FONTS = Path(__file__).parent / "fonts"
_MARGIN = 24.0  # millimetres
_GREY, _INK, _RED = 95, 20, (160, 30, 30)


def drawn(words: dict[str, object]) -> bytes:
    """Return the PDF. The same words give the same bytes."""
    page = _page(words)
    organisation, donor = _texts(words["organisation"]), _texts(words["donor"])
    if words["is_test"]:
        page.set_text_color(*_RED)
        _line(page, "TEST: no money has moved. This is not a receipt.", size=12, bold=True, after=4)
        page.set_text_color(_INK)
    _line(page, organisation["name"], size=17, bold=True, after=1)
    for part in organisation["address"].splitlines():
        _line(page, part, grey=True)
    if organisation["tax_number"]:
        _line(page, f"Tax number {organisation['tax_number']}", grey=True)
    page.ln(12)
    _line(page, str(words["title"]), size=21, bold=True, after=1)
    _line(page, f"No. {words['number']}, issued on {words['issued_on']}", grey=True, after=9)
    _fact(page, "Received from", "\n".join(filter(None, (donor["name"] or "A donor", donor["address"]))))
    _fact(page, "Received on", str(words["given_on"]))
    _fact(page, "Amount", str(words["amount"]) + (f", a {words['interval']} gift" if words["interval"] else ""))
    if words["returned"]:
        _fact(page, "Given back", str(words["returned"]))
        _fact(page, "Remains", str(words["kept"]))
    page.ln(7)
    if words["voids"]:
        _line(page, f"This takes the place of receipt No. {words['voids']}, which is void.", bold=True, after=3)
    _line(page, str(words["exchange"]), after=3)
    if words["returned"] != words["amount"]:
        _line(page, "Please keep this receipt for your records. Thank you for your support.")
    return bytes(page.output())


def _page(words: dict[str, object]) -> FPDF:
    page = FPDF(format="A4")
    page.set_creation_date(issued_at(words))
    page.set_title(f"{words['title']} No. {words['number']}")
    page.set_author(_texts(words["organisation"])["name"])
    page.set_lang("en")
    page.add_font("receipt", "", FONTS / "receipt-sans.ttf")
    page.add_font("receipt", "B", FONTS / "receipt-sans-bold.ttf")
    page.set_margin(_MARGIN)
    page.set_auto_page_break(True, margin=_MARGIN)
    page.add_page()
    # Each paragraph's direction is that of its first strong letter, as with dir="auto".
    page.set_text_shaping(use_shaping_engine=True)
    page.set_text_color(_INK)
    return page


def _line(page: FPDF, text: str, *, size: float = 11, bold: bool = False, grey: bool = False, after: float = 0) -> None:
    page.set_font("receipt", "B" if bold else "", size)
    if grey:
        page.set_text_color(_GREY)
    page.multi_cell(0, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if grey:
        page.set_text_color(_INK)
    page.ln(after)


def _fact(page: FPDF, name: str, text: str) -> None:
    page.set_font("receipt", "", 11)
    page.set_text_color(_GREY)
    page.cell(42, 6.5, name)
    page.set_text_color(_INK)
    page.multi_cell(0, 6.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _texts(thing: object) -> dict[str, str]:
    assert isinstance(thing, dict)
    return thing
