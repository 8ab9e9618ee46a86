"""Words for the benchmark's stories: sentences of the demo edition, shuffled, so that they compress as news does."""

import random
import re
from dataclasses import dataclass

from django.utils.text import slugify

from articles.demo.read import stories

BODY_WORDS = 600
# A sentence is kept when HTML and JSON print it as it stands, so that stamping it into either needs no escaping.
_PLAIN = re.compile(r"[A-Z][^<>&\"'\\]{30,180}\.")


@dataclass(frozen=True, slots=True)
class Words:
    """What the demo edition gives: whole sentences, and single words for headlines."""

    sentences: list[str]
    vocabulary: list[str]

    def headline(self, chance: random.Random) -> str:
        """Return seven to ten words with capitals."""
        return " ".join(chance.choices(self.vocabulary, k=chance.randint(7, 10))).title()

    def dek(self, chance: random.Random) -> str:
        """Return one sentence."""
        return chance.choice(self.sentences)

    def body(self, chance: random.Random) -> str:
        """Return six hundred words in paragraphs of about forty, with a heading and a quotation as stories have."""
        paragraphs: list[str] = []
        left = BODY_WORDS
        while left > 0:
            paragraph = " ".join(chance.choices(self.sentences, k=2))
            paragraphs.append(f"<p>{paragraph}</p>")
            left -= len(paragraph.split())
        paragraphs.insert(len(paragraphs) // 2, f"<h2>{self.headline(chance)}</h2>")
        paragraphs.insert(len(paragraphs) // 3, f"<blockquote><p>{self.dek(chance)}</p></blockquote>")
        return "\n".join(paragraphs)


def slug_of(headline: str, pk: int) -> str:
    """Return an address no other story has."""
    return f"{slugify(headline)[:80].strip('-')}-{pk}"


def demo_words() -> Words:
    """Read the demo edition's English stories."""
    bodies = [re.sub(r"<[^>]+>", " ", story.body) for story in stories() if story.facts["language"] == "en"]
    text = " ".join(" ".join(bodies).split())
    sentences = sorted({part.strip() for part in re.split(r"(?<=\.)\s+", text) if _PLAIN.fullmatch(part.strip())})
    vocabulary = sorted({word for sentence in sentences for word in re.findall(r"\b[a-z]{4,9}\b", sentence)})
    return Words(sentences, vocabulary)
