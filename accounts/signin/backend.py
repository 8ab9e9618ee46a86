"""Marks how a session was begun: by mail, which opens the account alone, or by a passkey."""

from django.contrib.auth.backends import BaseBackend
from django.db.models import BigIntegerField

from accounts.models import User
from press.web.questions import Blank, Question

PATH = "accounts.signin.backend.ByMail"
PASSKEY = "accounts.signin.backend.ByPasskey"

_COLUMNS = [field.attname for field in User._meta.concrete_fields]  # noqa: SLF001 - Django's documented introspection
# Every page of a person asks for them, and small ones (the state of the icons) ask for little else.
_PERSON = Question(
    lambda: User.objects.filter(pk=Blank("pk", BigIntegerField()), is_active=True).values_list(*_COLUMNS)
)


class ByMail(BaseBackend):
    """Finds the person of a session; who has proved an address is decided by accounts.signin.actions."""

    def get_user(self, user_id: int) -> User | None:
        rows = _PERSON.ask(pk=user_id)
        return User.from_db("default", _COLUMNS, rows[0]) if rows else None


class ByPasskey(ByMail):
    """Finds the person of a session that a passkey began; accounts.factors.proof says whether it opens the desk."""
