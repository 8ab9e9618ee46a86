"""Someone who reads the paper in a browser, and whatever goes wrong meanwhile."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests import axe

# Layout shifts that no click or key caused, summed; and whatever the page's policy refused.
_WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
addEventListener("securitypolicyviolation", (event) => console.error("CSP", event.violatedDirective, event.blockedURI));
"""


class Reader:
    """A browser's page, with what it asked for and what it complained of."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.asked: list[str] = []
        self.trouble: list[str] = []
        self.is_examined = False
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", self._hear)
        page.add_init_script(_WATCH)

    def open(self, address: str, *, width: int = 1280) -> None:
        """Open a page of the paper and wait until its fonts and pictures are there."""
        self.page.set_viewport_size({"width": width, "height": 900})
        answer = self.page.goto(self.home + address)
        assert answer is not None
        if answer.status in {404, 410}:  # Chromium reports the page's own status as an error
            self.trouble = [said for said in self.trouble if str(answer.status) not in said]
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def scroll_through(self) -> None:
        """Bring everything into view once, so that lazy pictures load."""
        self.page.evaluate(
            """async () => {
                for (let y = 0; y < document.documentElement.scrollHeight; y += 400) {
                    scrollTo(0, y);
                    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                }
                // A lazy picture that is not drawn on this screen never loads.
                const shown = [...document.images].filter((image) => image.checkVisibility());
                const tired = new Promise((done) => setTimeout(done, 5000));
                await Promise.race([tired, Promise.all(shown.map((image) => image.decode().catch(() => {})))]);
            }"""
        )

    def complaints(self) -> list[str]:
        """Ask axe about the page; from then on the console speaks of what axe itself tries, and is not heard."""
        self.is_examined = True
        return axe.complaints(self.page)

    @property
    def strangers(self) -> list[str]:
        """What was asked of another host than the paper's."""
        return [url for url in self.asked if urlsplit(url).netloc != urlsplit(self.home).netloc]

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not self.is_examined:
            self.trouble.append(said.text)

    def _note(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.asked.append(request.url)
