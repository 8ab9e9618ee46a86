"""Signing in at the desk: what follows when the password was right."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.factors import passkeys, waiting
from accounts.factors.proof import has_second_factor
from accounts.signin.desk import DeskSignInForm


class DeskSignIn(LoginView):
    """A password alone signs nobody in who has a second factor, or who ought to have one."""

    authentication_form = DeskSignInForm
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        person = form.get_user()
        if not settings.SECOND_FACTOR_REQUIRED and not has_second_factor(person):
            return super().form_valid(form)
        waiting.begin(self.request, person, to=self.get_success_url())
        return redirect("accounts:second_factor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, passkey_origin=passkeys.origin())
