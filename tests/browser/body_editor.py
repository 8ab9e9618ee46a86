"""Driving the body editor as an editor does."""

from playwright.sync_api import Locator, Page

from articles.models import Article
from press.richtext.clean import clean

WRITING = ".body-editor .ProseMirror"


class Desk:
    """The form of one story, open in a browser."""

    def __init__(self, page: Page, address: str, story: Article) -> None:
        self.page = page
        self.address = f"{address}/admin/articles/article/{story.pk}/change/"
        self.story = story
        self.trouble: list[str] = []
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective))"
        )
        self.open()

    def open(self) -> None:
        self.page.goto(self.address)
        self.page.wait_for_selector(WRITING)

    @property
    def writing(self) -> Locator:
        return self.page.locator(WRITING)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tool(self, name: str) -> Locator:
        return self.page.locator(".body-toolbar").get_by_role("button", name=name, exact=True)

    def dialog(self, title: str) -> Locator:
        return self.page.get_by_role("dialog", name=title)

    def to_the_end(self) -> None:
        self.writing.click()
        self.press("Control+End")

    def paste(self, html: str) -> None:
        self.writing.click()
        self.writing.evaluate(
            """(writing, html) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/html", html);
                writing.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
            }""",
            html,
        )

    def drop_on(self, selector: str, files: dict[str, bytes]) -> None:
        """Drop picture files on a block of the text."""
        self.writing.locator(selector).first.evaluate(
            """(block, files) => {
                const dataTransfer = new DataTransfer();
                for (const [name, bytes] of Object.entries(files)) {
                    dataTransfer.items.add(new File([new Uint8Array(bytes)], name, {type: "image/jpeg"}));
                }
                const {left, top} = block.getBoundingClientRect();
                const where = {clientX: left + 10, clientY: top + 5};
                block.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true, ...where}));
            }""",
            {name: list(content) for name, content in files.items()},
        )

    def text(self) -> str:
        """Return what would be stored if the form were sent now."""
        return clean(self.page.locator("textarea[data-body-editor]").evaluate("area => area.bodyHTML()"))

    def show(self, html: str) -> None:
        """Put a text into the editor, as if it had been there."""
        area = self.page.locator("textarea[data-body-editor]")
        area.evaluate("(area, html) => area.dispatchEvent(new CustomEvent('body:replace', {detail: html}))", html)

    def save(self) -> str:
        """Press “Save” and return the body as it is stored."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save", exact=True).click()
        self.story.refresh_from_db()
        return self.story.body
