"""What is forgotten of signing in: requests after a day, browsers that signed out after ninety."""

from datetime import datetime, timedelta

from accounts.account.models import Wish
from accounts.factors.models import Challenge
from accounts.signin.actions import KNOWN_FOR
from accounts.signin.models import SignedIn, SignInRequest
from press.web import limits
from press.work.ticks import every_minute


@every_minute
def forget_old_sign_ins(at: datetime) -> None:
    SignInRequest.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()
    Wish.objects.filter(expires_at__lt=at).delete()
    Challenge.objects.filter(expires_at__lt=at).delete()
    SignedIn.objects.filter(session_key="", at__lt=at - KNOWN_FOR).delete()


@every_minute
def forget_old_counts(at: datetime) -> None:
    limits.forget_old(at)
