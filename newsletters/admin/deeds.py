"""Sending and holding an edition: first what was found and how many get it, then the button that says what happens."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.admin.words import moment_words, newsroom_zone
from newsletters.actions import release
from newsletters.actions.automatic import next_time
from newsletters.actions.release import CannotSend
from newsletters.admin.preview import edition_for
from newsletters.checking import Finding, findings, is_doubtful
from newsletters.models import Edition
from newsletters.sending.queue import counted_readers
from press.web.moments import MomentField


class SendForm(forms.Form):
    """When it goes, and whether it goes in spite of what was found."""

    send_at = MomentField(required=False, label="When")
    all_the_same = forms.BooleanField(required=False, label="Send it all the same")


def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found and how many readers get it; schedule or send when a button says so."""
    edition = edition_for(request, pk, "send_edition")
    if not edition.is_writable:
        return HttpResponseRedirect(_report(edition))
    now = timezone.now()
    form = SendForm(request.POST or None, initial={"send_at": edition.send_at or next_time(edition.newsletter, now)})
    send_at = form.cleaned_data["send_at"] if form.is_bound and form.is_valid() else form.initial["send_at"]
    how = request.POST.get("how", "")
    is_later = how == "later"
    if is_later and send_at and send_at <= now:
        form.add_error("send_at", "That moment has passed already. Choose a later one, or send it now.")
    # When it is looked at for the first time, its stories may still wait for the time that is planned.
    found = findings(edition, at=now, send_at=send_at if send_at and send_at > now and how != "now" else None)
    if how in {"now", "later"} and form.is_valid() and _may_go(form, found, is_later=is_later):
        try:
            return _go(request, edition, send_at if is_later else None)
        except CannotSend as no:
            form.add_error(None, str(no))
    context = {
        **admin.site.each_context(request),
        "title": f"Send {edition}",
        "opts": Edition._meta,  # noqa: SLF001 - the admin's own templates ask for it
        "edition": edition,
        "form": form,
        "found": found,
        "is_stuck": any(one.must for one in found),
        "is_doubtful": is_doubtful(found),
        **counted_readers(edition, at=now),
        "zone": newsroom_zone(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "admin/newsletters/edition/send.html", context, status=status)


def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold, pause, resume, stop, hide or show, as the pressed button says."""
    edition = edition_for(request, pk, "send_edition")
    asked = request.POST.get("deed", "")
    if asked not in _DEEDS:
        messages.error(request, "Nothing was changed: this page has no such button.")
        return HttpResponseRedirect(_report(edition))
    do, said = _DEEDS[asked]
    try:
        do(edition, by=request.user)
        messages.success(request, said)
    except CannotSend as no:
        messages.error(request, str(no))
    edition.refresh_from_db()
    return HttpResponseRedirect(_report(edition))


_DEEDS: dict[str, tuple[Callable[..., Any], str]] = {
    "hold": (release.hold, "It is off the schedule, and goes to nobody before you say so."),
    "pause": (release.pause, "Paused. What is being handed over at this moment still arrives; nothing further begins."),
    "resume": (release.resume, "It goes on where it was paused."),
    "hide": (release.hide, "It is off the web; copies that others keep of the page go within minutes."),
    "show": (release.show, "It is on the web again."),
    "stop": (release.stop, "Stopped. Who has not got it yet will not get it."),
}


def _may_go(form: SendForm, found: list[Finding], *, is_later: bool) -> bool:
    if is_later and not form.cleaned_data["send_at"]:
        form.add_error("send_at", "Choose the day and the hour.")
    if any(one.must for one in found):
        form.add_error(None, "It was not sent: mend what must be mended first.")
    elif is_doubtful(found) and not form.cleaned_data["all_the_same"]:
        form.add_error("all_the_same", "Look at what was found, and tick this if it is to go all the same.")
    return not form.errors


def _go(request: HttpRequest, edition: Edition, send_at: datetime | None) -> HttpResponse:
    if send_at is None:
        release.send_now(edition, by=request.user)
        messages.success(request, "It is on its way. This page says how far it is, and may be left.")
        return HttpResponseRedirect(_report(edition))
    release.schedule(edition, by=request.user, send_at=send_at)
    messages.success(request, f"Scheduled: it goes out at {moment_words(send_at)}.")
    return HttpResponseRedirect(reverse("admin:newsletters_edition_change", args=[edition.pk]))


def _report(edition: Edition) -> str:
    page = "change" if edition.is_writable else "report"
    return reverse(f"admin:newsletters_edition_{page}", args=[edition.pk])
