"""Folding: what a reader types and what a story says are brought to one spelling before they are compared.

Case, accents, vowel signs and the forms of one letter do not tell words apart. Stemming is left to the database.
"""

import re
import unicodedata

# One letter for the forms of alef, hamza, yeh and teh marbuta, as readers type them; the Persian and Urdu forms of
# kaf and yeh; the digits of Arabic and Persian. After Larkey, Ballesteros and Connell's "light10" for Arabic.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("آأإٱٲٳ", "ا"),
        **dict.fromkeys("ىئیے", "ي"),
        "ؤ": "و",
        "ة": "ه",
        **dict.fromkeys("ہھە", "ه"),
        "ک": "ك",
        "ء": "",
        "ـ": "",  # tatweel only stretches a word
        **{chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)},
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
    }
)
# Geresh and gershayim inside a Hebrew word: צה״ל is written צה"ל and צהל as well.
_HEBREW_QUOTES = re.compile(r"[\"'׳״’”](?<=[א-ת].)(?=[א-ת])")
# The Arabic article, with what may stand before it, unless too little would be left to be a word.
_ARTICLE = re.compile(r"\b(?:[وفبك]?ال|لل)(?=[ء-ي]{3})")
_ARABIC = re.compile(r"[ء-ي]")
_WORD = re.compile(r"[^\W_]+")
# Vowel signs, accents that stand by themselves, marks of direction and joining.
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Cf"})
_INVISIBLE = re.compile(f"[\u00ad{_MARKS}]+")
# What keeps an English text from being plain ASCII, as a rule.
_PUNCTUATION = re.compile("[’‘“”–—…\u00a0]")
# Each ASCII letter or digit as its small form, every other sign as a space.
_SMALL_OR_SPACE = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256))


def fold(text: str) -> str:
    """Return the text with letters that tell no words apart made alike; its words stand in the same order."""
    plain = _PUNCTUATION.sub(" ", text)
    if plain.isascii():
        return plain.lower()
    text = _PUNCTUATION.sub(" ", _HEBREW_QUOTES.sub("", text))
    # Compatibility forms first: ligatures, full-width letters and Arabic presentation forms have plain letters inside,
    # and some of those are capitals.
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
    parted = unicodedata.normalize("NFKD", plain)
    text = _INVISIBLE.sub("", parted).translate(_LETTERS)
    return _ARTICLE.sub("", text) if _ARABIC.search(text) else text


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order; signs part words."""
    plain = _PUNCTUATION.sub(" ", text)
    if plain.isascii():  # most texts are, and a table takes a fifth of a pattern's time
        return plain.encode().translate(_SMALL_OR_SPACE).decode().split()
    return _WORD.findall(fold(text))
