"""What a story needs before readers may see it."""

from dataclasses import dataclass

from articles.models import Article
from press.pictures.models import Picture
from press.richtext.render import placed_figures


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: a sentence, how it is mended, and the picture of the library that it is mended at."""

    sentence: str
    remedy: str = ""
    picture_id: int | None = None

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


def missing_for_print(story: Article, *, signed: bool) -> list[Lack]:
    """Return what a story still needs before readers may see it; `signed`: whether it has a byline."""
    lacks = []
    if not story.category_id:
        lacks.append(Lack("Choose a category: it is part of the address."))
    if not story.body.strip():
        lacks.append(Lack("The story has no text yet."))
    if not signed:
        lacks.append(Lack("Add at least one byline."))
    if story.lead_picture:
        lacks += _credit_missing(story.lead_picture, "The lead picture")
    for picture in Picture.objects.filter(pk__in=[figure.picture_id for figure in placed_figures(story.body)]):
        lacks += _credit_missing(picture, f"The picture “{picture}” in the text")
    return lacks


def _credit_missing(picture: Picture, called: str) -> list[Lack]:
    if picture.credit:
        return []
    return [Lack(f"{called} has no credit.", "Add it in the picture library.", picture.pk)]
