"""Which page is shown, and what a page's form does."""

from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import SplitResult, parse_qs

from donations.sandbox.errors import Refused
from donations.sandbox.pages import checkout, desk, papers, wallet
from donations.sandbox.pages.html import page, policy, text, token
from donations.sandbox.world import World

_HTML = "text/html; charset=utf-8"
_STYLES = Path(__file__).with_name("sandbox.css")


@dataclass
class Page:
    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def respond(world: World, method: str, address: SplitResult, body: str, headers: Message) -> Page:
    if address.path == "/sandbox.css":
        return Page(200, _STYLES.read_text(), {"Content-Type": "text/css; charset=utf-8"})
    try:
        with world.store.transaction():
            if method == "GET":
                return _show(world, address)
            if method == "POST":
                return _do(world, address.path, _form(body), headers)
    except Refused as refused:
        return _error(refused)
    return _error(Refused("These pages are read and posted to.", status=405))


def _show(world: World, address: SplitResult) -> Page:
    match address.path.strip("/").split("/"):
        case [""]:
            return _page(desk.show(world), policy(world.url))
        case ["c", "pay", number]:
            session = world.get("checkout.session", number)
            shown = checkout.show(world, session, declined=address.query == "declined")
            return _page(shown, policy(session["success_url"], session["cancel_url"]))
        case ["p", "session", number]:
            session = world.get("billing_portal.session", number)
            return _page(wallet.show(world, session, changed=address.query == "changed"), policy(session["return_url"]))
        case ["i", number]:
            return _page(papers.invoice(world, world.get("invoice", number)), policy())
        case ["receipts", number]:
            return _page(papers.receipt(world, world.get("charge", number)), policy())
    raise Refused("There is no such page in the sandbox.", status=404)


def _do(world: World, path: str, form: dict[str, str], headers: Message) -> Page:
    purpose = path.rstrip("/") or "/"
    ours = f"http://{headers.get('Host', '')}"
    if headers.get("Origin", ours) != ours or form.get("token") != token(world, purpose):
        raise Refused("This form was not ours, or is too old. Open the page again.", status=403)
    match path.strip("/").split("/"):
        case ["c", "pay", number]:
            return _to(checkout.do(world, world.get("checkout.session", number), form))
        case ["p", "session", number]:
            return _to(wallet.do(world, world.get("billing_portal.session", number), form))
        case ["do"]:
            return _to(desk.do(world, form))
    raise Refused("There is no such form in the sandbox.", status=404)


def _form(body: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}


def _page(html: str, csp: str) -> Page:
    headers = {"Content-Type": _HTML, "Content-Security-Policy": csp, "X-Robots-Tag": "noindex"}
    return Page(200, html, headers | {"Referrer-Policy": "same-origin"})


def _to(where: str) -> Page:
    return Page(303, "", {"Location": where})


def _error(refused: Refused) -> Page:
    body = f'<main><h1>This does not work</h1><p>{text(refused)}</p><p><a href="/">The sandbox’s desk</a></p></main>'
    shown = _page(page("This does not work", body, classname="narrow"), policy())
    shown.status = refused.status
    return shown
