"""Asks axe-core what is wrong with the page that a browser shows; the engine comes from npm and is never served."""

from playwright.sync_api import Page

from tools.node import MODULES

# WCAG 2.2 AA, and what axe's authors hold to be good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page: Page, *, within: str = "html") -> list[str]:
    """Return axe's findings, one a line: the rule, what it asks, and the elements that break it."""
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "([within, tags]) => axe.run(within, {runOnly: tags, resultTypes: ['violations']})", [within, RULES]
    )
    return [
        f"{rule['id']}: {rule['help']}: {', '.join(str(node['target'][0]) for node in rule['nodes'])}"
        for rule in found["violations"]
    ]
