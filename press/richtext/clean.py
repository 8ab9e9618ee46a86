"""From whatever a browser sent to a body as it is stored. Every way into the database goes through `clean()`."""

from press.richtext.allowed import guard
from press.richtext.blocks import body_html
from press.richtext.reader import read_body
from press.richtext.tree import parse

# A long story is a hundredth of this; what is longer is a picture or a whole page in disguise.
LONGEST = 2_000_000  # bytes
_MOST_TAGS = 100_000


class BodyTooLong(ValueError):
    """The text is more than a body may be; the message is for the editor."""


def clean(html: str) -> str:
    """Return the body in its one stored form: allowed tags only, well nested, one block a line.

    Cleaning twice changes nothing. Raises BodyTooLong with a sentence for the editor.
    """
    _measure(html)
    if html.count("<") > _MOST_TAGS:
        raise BodyTooLong("This text holds more formatting than words. Paste it as plain text (Ctrl+Shift+V).")
    written = body_html(read_body(parse(html)))
    _measure(written)
    return guard(written)


def _measure(html: str) -> None:
    if len(html) > LONGEST or len(html.encode(errors="surrogatepass")) > LONGEST:
        raise BodyTooLong("This text is longer than 2 MB. Cut it, or publish it in parts.")
