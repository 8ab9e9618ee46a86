"""An edition as readers will get it: at a desk, on a phone, in the dark, as text, for anybody; and a test of it."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from articles.models import Topic
from newsletters.actions.testing import send_test
from newsletters.letter.sheet import LEAVE, PREFERENCES, Letter, Sheet
from newsletters.models import Edition, Subscription
from newsletters.wishes import Wishes, read
from press.mail.address import AddressField

VIEWS = {"desk": "Desktop", "phone": "Phone", "dark": "Dark", "text": "Text"}
# The letter's own styles and pictures are shown; its links open in a window of their own.
_SANDBOX = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["*", "data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups"],
}
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\)")


class LookForm(forms.Form):
    """As whom an edition is looked at, and how."""

    view = forms.ChoiceField(choices=list(VIEWS.items()), required=False, widget=forms.RadioSelect)
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.categories().order_by("position", "name"),
        required=False,
        label="As somebody who follows",
        widget=forms.CheckboxSelectMultiple,
    )
    only = forms.BooleanField(required=False, label="and wants nothing else")
    reader = AddressField(required=False, label="Or as a reader", help_text="The address of somebody subscribed.")


class TestForm(forms.Form):
    """Where a test goes."""

    to = AddressField(label="Send a test to")


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter in a frame, with what decides how it looks."""
    edition = edition_for(request, pk, "view_edition")
    form, words, trouble = _looked_at(request, edition)
    letter = _as_shown(words)
    view = form.cleaned_data.get("view") or "desk"
    context = {
        **admin.site.each_context(request),
        "title": "Preview",
        "opts": Edition._meta,  # noqa: SLF001 - the admin's own templates ask for it
        "edition": edition,
        "form": form,
        "trouble": trouble,
        "view": view,
        "views": VIEWS,
        "letter": letter,
        "size": len(letter.html.encode()) // 1024 + 1,
        "query": request.GET.urlencode(),
        "test": TestForm(initial={"to": request.user.email if request.user.is_authenticated else ""}),
        "may_send": request.user.has_perm("newsletters.send_edition"),
        "is_enough": letter.new_stories >= edition.newsletter.minimum,
    }
    return TemplateResponse(request, "admin/newsletters/edition/preview.html", context)


@csp_override(_SANDBOX)
@xframe_options_sameorigin
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter alone, for the frame."""
    edition = edition_for(request, pk, "view_edition")
    form, words, _trouble = _looked_at(request, edition)
    html = _as_shown(words).html.replace("<head>", '<head><base target="_blank">', 1)
    if form.cleaned_data.get("view") == "dark":
        html = _DARK.sub("@media all", html)
    return HttpResponse(html, headers={"Cache-Control": "no-store"})


def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the letter as it is looked at to one address."""
    edition = edition_for(request, pk, "send_edition")
    _form, words, _trouble = _looked_at(request, edition)
    form = TestForm(request.POST)
    if form.is_valid():
        send_test(words, to=form.cleaned_data["to"], by=request.user)
        messages.success(request, f"A test is on its way to {form.cleaned_data['to']}.")
    else:
        messages.error(request, f"No test was sent. {_sentences(form, 'to')}")
    back = reverse("admin:newsletters_edition_preview", args=[pk])
    return HttpResponseRedirect(f"{back}?{request.GET.urlencode()}")


def edition_for(request: HttpRequest, pk: int, permission: str) -> Edition:
    """Return the edition for who holds the permission. Raises PermissionDenied, Http404."""
    if not request.user.has_perm(f"newsletters.{permission}"):
        raise PermissionDenied("Your role does not include editions.")
    return get_object_or_404(Edition.objects.select_related("newsletter", "appeal"), pk=pk)


def _looked_at(request: HttpRequest, edition: Edition) -> tuple[LookForm, Letter, str]:
    """Return the form, the letter as it asks for it, and a sentence about what it asks in vain."""
    form = LookForm(request.GET)
    form.is_valid()
    said, trouble = form.cleaned_data, _sentences(form, "reader")
    at = timezone.now()
    sheet = Sheet(edition, at=at, counted=False)
    wishes, since = _wishes(said), None
    if address := said.get("reader"):
        if not request.user.has_perm("newsletters.view_subscriber"):
            raise PermissionDenied("Your role does not include readers’ addresses.")
        reader = _reader(edition, address)
        if reader is None:
            trouble = f"{address} is not subscribed to {edition.newsletter}. Below is what is ticked."
        else:
            wishes, since = reader.subscriber.wishes, reader.caught_up_at
            own = read(wishes)
            ticked = request.GET.copy()  # what is ticked is theirs
            ticked.setlist("topics", [str(pk) for pk in own.topics])
            ticked["only"] = "on" if own.only else ""
            form.data = ticked
    words = sheet.letter(wishes, since=since)
    return form, words, trouble


def _sentences(form: forms.Form, name: str) -> str:
    return " ".join(str(error) for error in form.errors.get(name, []))


def _wishes(said: dict[str, Any]) -> str:
    topics = frozenset(topic.pk for topic in said.get("topics") or [])
    return str(Wishes(topics, only=bool(said.get("only"))))


def _reader(edition: Edition, address: str) -> Subscription | None:
    found = Subscription.objects.filter(newsletter=edition.newsletter, subscriber__address=address, left_at=None)
    return found.select_related("subscriber").first()


def _as_shown(letter: Letter) -> Letter:
    """Return a letter whose links of its own lead nowhere: a preview leaves no list."""
    html, text = (form.replace(PREFERENCES, "preview").replace(LEAVE, "preview") for form in (letter.html, letter.text))
    return Letter(letter.subject, html, text, letter.new_stories)
