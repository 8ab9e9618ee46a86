"""A mail's words: a folder per message (`<app>/emails/<message>/`) with subject.txt, body.txt and body.html.

Text and HTML say the same. Both know the masthead, the site's address and what the caller gives.
"""

from dataclasses import asdict, dataclass
from email.headerregistry import Address
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines

from press.mail.models import Letter
from press.masthead.actions import particulars


class CannotAttach(ValueError):
    """A file that should go along is not where it was kept."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A kept file that goes along with a mail. The outbox holds where it lies: what is sent again is the same."""

    storage: str  # a name of STORAGES
    name: str  # in that storage
    filename: str  # as the reader saves it
    content_type: str

    def plain(self) -> dict[str, str]:
        return asdict(self)

    def read(self) -> bytes:
        """Return what the file holds. Raises OSError when it is not there."""
        with storages[self.storage].open(self.name) as file:
            return bytes(file.read())


def compose(message: str, context: dict[str, Any]) -> Words:
    """Return the words of a message, named "<app>/<message>"."""
    folder = "{}/emails/{}".format(*message.split("/"))
    known = {"masthead": particulars(), "site_url": settings.SITE_URL, **context}
    subject = rendered(f"{folder}/subject.txt", known, autoescape=False)
    return Words(
        subject=" ".join(subject.split()),  # a header is one line
        text=rendered(f"{folder}/body.txt", known, autoescape=False).strip() + "\n",
        html=rendered(f"{folder}/body.html", known, autoescape=True),
    )


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Return a letter as Django sends it."""
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, sender(), [letter.to], headers={"Message-ID": letter.message_id}
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    for plain in letter.attached:
        attached = Attached(**plain)
        try:
            mail.attach(attached.filename, attached.read(), attached.content_type)
        except OSError as error:
            raise CannotAttach(f"{attached.filename} cannot be read: {error}") from error
    return mail


def sender() -> str:
    """Return the paper's name with the address that mail comes from."""
    name = " ".join(particulars().name.split())
    return str(Address(display_name=name, addr_spec=settings.DEFAULT_FROM_EMAIL))


def rendered(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    """Return what a template says; a text is not escaped."""
    engine: Any = engines["django"]  # Django's own, which knows how to leave text unescaped
    return str(engine.engine.get_template(name).render(Context(context, autoescape=autoescape)))
