"""A reader's preferences, and leaving. Who holds a link's key is the reader; it needs no cookie and never ends."""

from django.db.models import CharField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletters.actions.choose import Choice, choose, come_back, leave, leave_all
from newsletters.actions.decide import note_left
from newsletters.actions.testing import NOBODY
from newsletters.models import Subscriber, Subscription
from newsletters.preferences import ChoiceForm, shown
from press.mail.suppression import is_suppressed
from press.web.origin import ELSEWHERE, is_from_our_pages
from press.web.personal import head, personal_page, refused
from press.web.public import render
from press.web.questions import Blank, Question

DONE = {
    "confirmed": "Your address is confirmed. Choose here what you get; each mail leads back to this page.",
    "kept": "Your choice is kept.",
    "paused": "Your choice is kept: nothing comes before the day that you chose below.",
    "held": "Your choice is kept, but this paper’s office sends no mail to this address. Write to us if that is wrong.",
    "none": "Your choice is kept: no newsletter goes to this address any more.",
}
AGAIN = "Subscribe again"
_UNKNOWN = "This link is not whole, or its address has been deleted. Take the link from the foot of a newer mail."


_COLUMNS = [field.attname for field in Subscriber._meta.concrete_fields]  # noqa: SLF001 - documented introspection
_SUBSCRIBER = Question(lambda: Subscriber.objects.filter(key=Blank("key", CharField())).values_list(*_COLUMNS))


@csrf_exempt
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, key: str) -> HttpResponse:
    """Which newsletters, how often, of what, when."""
    found = _SUBSCRIBER.ask(key=key)
    if key == NOBODY:
        return _of_a_test(request)
    if not found:
        raise Http404(gettext(_UNKNOWN))
    subscriber = Subscriber(**dict(zip(_COLUMNS, found[0], strict=True)))
    if subscriber.confirmed_at is None:
        return HttpResponseRedirect(f"/newsletters/confirm/{key}/")
    form = None
    if request.method == "POST":
        if not is_from_our_pages(request):
            return refused(request, ELSEWHERE, status=403)
        if request.POST.get("leave") == "all":
            leave_all(subscriber)
            return HttpResponseRedirect(f"/newsletters/preferences/{key}/?done=none")
        form = ChoiceForm(subscriber, request.POST)
        if form.is_valid():
            choice = form.choice()
            choose(subscriber, choice)
            done = "held" if is_suppressed(subscriber.address) else _done(choice)
            return HttpResponseRedirect(f"/newsletters/preferences/{key}/?done={done}")
    context = {
        "subscriber": subscriber,
        "shown": shown(subscriber, form),
        "is_refused": form is not None,
        "said": DONE.get(request.GET.get("done", ""), "") if form is None else "",
        "page": head(gettext("Your newsletters")),
    }
    return render(request, "newsletters/preferences.html", context, status=422 if form else 200)


def _done(choice: Choice) -> str:
    if not any(choice.newsletters.values()):
        return "none"
    return "paused" if choice.paused_until and choice.paused_until > timezone.localdate() else "kept"


@csrf_exempt
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """Show one button; leave by its click, or by the one that a mail program makes (RFC 8058: a POST without cookies,
    from no page of ours).
    """
    if key == NOBODY:
        return _of_a_test(request)
    subscription = Subscription.objects.select_related("subscriber", "newsletter").filter(key=key).first()
    if subscription is None:
        raise Http404(gettext(_UNKNOWN))
    if request.method == "POST":
        if request.POST.get("again") and is_from_our_pages(request):
            come_back(subscription, words=AGAIN)
        elif leave(subscription) and (edition := _edition(request)):
            note_left(subscription, edition)
        subscription.refresh_from_db(fields=["left_at", "left_because"])
    context = {
        "subscription": subscription,
        "again": AGAIN,
        "has_changed": request.method == "POST",
        "page": head(gettext("Leave a newsletter")),
    }
    return render(request, "newsletters/unsubscribe.html", context)


def _of_a_test(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletters/of_a_test.html", {"page": head(gettext("A test has no reader"))})


def _edition(request: HttpRequest) -> int | None:
    """Return the edition whose link was followed, as it says itself."""
    number = request.GET.get("of", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else None
