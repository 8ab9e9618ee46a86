"""What a story needs before readers may see it."""

from dataclasses import dataclass

from articles.models import Article
from press.pictures.models import Picture
from press.richtext.render import placed_figures


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: a sentence, and in few words what it is; the field of the story in which it is mended.

    What is mended in the library has the way to do so and the picture's id besides.
    """

    sentence: str
    what: str
    field: str
    remedy: str = ""
    picture_id: int | None = None

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


def missing_for_print(story: Article, *, signed: bool) -> list[Lack]:
    """Return what a story still needs before readers may see it; `signed`: whether it has a byline."""
    lacks = []
    if not story.category_id:
        lacks.append(Lack("Choose a category: it is part of the address.", "a category", "category"))
    if not story.body.strip():
        lacks.append(Lack("The story has no text yet.", "the text", "body"))
    if not signed:
        lacks.append(Lack("Add at least one byline.", "a byline", "bylines"))
    if story.lead_picture:
        lacks += _credit_missing(story.lead_picture, "the lead picture", "lead_picture")
    for picture in Picture.objects.filter(pk__in=[figure.picture_id for figure in placed_figures(story.body)]):
        lacks += _credit_missing(picture, f"the picture “{picture}” in the text", "body")
    return lacks


def _credit_missing(picture: Picture, called: str, field: str) -> list[Lack]:
    if picture.credit:
        return []
    sentence = f"{called[0].upper()}{called[1:]} has no credit."
    return [Lack(sentence, f"a credit of {called}", field, "Add it in the picture library.", picture.pk)]
