"""The desk's admin site: its dashboard, and its things under a newsroom's words. Forms are in each app."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.factors.desk import DeskSignIn
from accounts.factors.proof import opens_desk
from newsroom.dashboard import dashboard

# Every model of the desk by the word it stands under; what another package registers comes last, for the operator.
GROUPS: dict[str, list[str]] = {
    "Stories": [
        "articles.Article",
        "articles.FrontSlot",
        "articles.FrontSection",
        "articles.Category",
        "articles.Topic",
        "articles.Author",
    ],
    "Pictures": ["pictures.Picture"],
    "The paper": ["pages.Page", "pages.Promo", "articles.Redirect", "masthead.Masthead"],
    "Newsletters": [
        "newsletters.Edition",
        "newsletters.Newsletter",
        "newsletters.Subscriber",
        "newsletters.Delivery",
        "mail.Suppressed",
    ],
    "Giving": [
        "donations.Appeal",
        "donations.Gift",
        "donations.Donor",
        "donations.Plan",
        "donations.Receipt",
        "donations.DayTotal",
        "donations.StripeEvent",
        "donations.Policy",
    ],
    "The books": [
        "donations.Charge",
        "donations.Refund",
        "donations.Dispute",
        "donations.Payout",
        "donations.LedgerEntry",
    ],
    "People": ["accounts.User", "auth.Group"],
}
# taggit's own tags: our topics are another model, and these are never used.
HIDDEN = {"taggit.Tag"}
# The words of the menu where a model's plural is too long for it.
SHORT = {
    "articles.FrontSlot": "Front page",
    "articles.FrontSection": "Sections",
    "masthead.Masthead": "Settings",
    "donations.Policy": "Rules",
    "donations.DayTotal": "Totals",
    "donations.StripeEvent": "Inbox",
    "newsletters.Subscriber": "Readers",
    "mail.Suppressed": "No mail",
}


class Desk(admin.AdminSite):
    """The admin, in the paper's words."""

    site_title = "The desk"
    site_header = "The desk"
    index_title = "Today"
    enable_nav_sidebar = False  # the menu stands in the header, and the width belongs to the text

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in those who work here and have shown both factors: a code by mail opens the account alone."""
        return super().has_permission(request) and opens_desk(request)

    @method_decorator([never_cache, login_not_required])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Do what Django's own does, with a view that asks for a second factor after the password."""
        to = LoginView().get_redirect_url(request) or reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(to)
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            REDIRECT_FIELD_NAME: to,
            **(extra_context or {}),
        }
        return DeskSignIn.as_view(extra_context=context)(request)  # type: ignore[return-value]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"desk": dashboard(request.user), "is_dashboard": True, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return what this person may open, grouped by GROUPS; one app's models when a label is given."""
        if app_label:
            return super().get_app_list(request, app_label)
        rest = {
            name: {**model, "short": SHORT.get(name, model["name"])}
            for app in super().get_app_list(request)
            for model in app["models"]
            if (name := model["model"]._meta.label) not in HIDDEN  # noqa: SLF001 - Django's documented introspection
        }
        groups = [(word, [rest.pop(name) for name in names if name in rest]) for word, names in GROUPS.items()]
        groups.append(("The engine room", list(rest.values())))
        return [
            {
                "name": word,
                "app_label": word.lower().replace(" ", "-"),
                "app_url": models[0]["admin_url"] or reverse("admin:index", current_app=self.name),
                "has_module_perms": True,
                "models": models,
            }
            for word, models in groups
            if models
        ]
