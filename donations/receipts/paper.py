"""The paper: a receipt's words as one page of PDF."""

from donations.receipts.sheet import Sheet
from donations.receipts.wording import issued_at


def drawn(words: dict[str, object]) -> bytes:
    """Return the PDF. The same words give the same bytes."""
    organisation, donor = _texts(words["organisation"]), _texts(words["donor"])
    title = str(words["title"])
    sheet = Sheet(title=f"{title} No. {words['number']}", author=organisation["name"], at=issued_at(words))
    if words["is_test"]:
        sheet.alarm("TEST: no money has moved. This is not a receipt.")
    sheet.letterhead(organisation)
    sheet.line(title, size=21, bold=True, after=1)
    sheet.line(f"No. {words['number']}, issued on {words['issued_on']}", grey=True, after=9)
    sheet.fact("Received from", "\n".join(filter(None, (donor["name"] or "A donor", donor["address"]))))
    sheet.fact("Received on", str(words["given_on"]))
    if words["described"]:
        sheet.fact("Given", str(words["described"]))
    else:
        sheet.fact("Amount", str(words["amount"]) + (f", a {words['interval']} gift" if words["interval"] else ""))
    if words["returned"] and not words["described"]:
        sheet.fact("Given back", str(words["returned"]))
        sheet.fact("Remains", str(words["kept"]))
    sheet.space(7)
    if words["voids"]:
        sheet.line(f"This takes the place of receipt No. {words['voids']}, which is void.", bold=True, after=3)
    if words["reason"]:
        sheet.line(str(words["reason"]), after=3)
    sheet.line(str(words["exchange"]), after=3)
    if not words["is_void"]:
        sheet.line("Please keep this receipt for your records. Thank you for your support.")
    return sheet.pdf()


def _texts(thing: object) -> dict[str, str]:
    assert isinstance(thing, dict)
    return thing
