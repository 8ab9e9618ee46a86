"""Marks how a session was begun: by mail, which opens the account alone, or by a passkey."""

from django.contrib.auth.backends import BaseBackend

from accounts.models import User

PATH = "accounts.signin.backend.ByMail"


class ByMail(BaseBackend):
    """Finds the person of a session; who has proved an address is decided by accounts.signin.actions."""

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


class ByPasskey(ByMail):
    """Finds the person of a session that a passkey began; accounts.factors.proof says whether it opens the desk."""
