"""The pages of Stripe to which our forms lead, as a browser must be told before it follows (CSP, form-action)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from press.web.public import PUBLIC_CSP

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def leads_to_stripe(view: View) -> View:
    """Let the forms of a page lead to Stripe's own pages: a browser applies form-action to the redirect as well.

    The page has the policy of public pages otherwise.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Content-Security-Policy"] = PUBLIC_CSP.replace(
            "form-action 'self'", " ".join(["form-action 'self'", *pages()])
        )
        return response

    return answer


def pages() -> list[str]:
    """Return where Stripe's pages for checkout and for cards are; the sandbox has them beside its interface."""
    if settings.STRIPE_API_BASE == "https://api.stripe.com":
        return ["https://checkout.stripe.com", "https://billing.stripe.com"]
    return [str(settings.STRIPE_API_BASE)]
