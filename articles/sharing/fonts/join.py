# ruff: noqa: INP001 - a tool beside what it made, in no package
# Only who makes the fonts anew has fonttools, so there is nothing to hold the types against.
# mypy: ignore-errors
"""Join the paper's fonts, script by script, into the three that share cards are drawn with.

Run as `python articles/sharing/fonts/join.py <folder of unpacked packages>`; README.md says how to get them. A browser
takes each letter from the first font that has it; a card's line is shaped in one go, so that Latin, Arabic and Hebrew
may stand in it in any order. What a font has is written beside it, because Pillow does not tell.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

SERIF = tuple(f"source-serif-4-{part}" for part in ("latin", "latin-ext", "vietnamese", "cyrillic", "greek"))
SANS = tuple(f"public-sans-{part}" for part in ("latin", "latin-ext", "vietnamese"))
# What Public Sans lacks; a browser would look elsewhere as well.
LENT = tuple(f"source-serif-4-{part}" for part in ("latin-ext", "cyrillic", "greek"))
OTHERS = ("noto-naskh-arabic-arabic", "frank-ruhl-libre-hebrew")
# The letters of the living languages; the package has Qur'anic and historical ones too.
ONLY = {"noto-naskh-arabic-arabic": "600-6FF,750-77F,200C-200F,25CC,FDF2,FDFC"}
# Our name, the fonts in the order in which a letter is looked for, the weight, and what is taken off each Latin
# letter's width: the pages set their largest headlines that much closer.
CARDS = {
    "card-serif-bold": ("Card Serif", (*SERIF, *OTHERS), 700, 14),
    "card-sans": ("Card Sans", (*SANS, *OTHERS, *LENT), 400, 0),
    "card-sans-bold": ("Card Sans Bold", (*SANS, *OTHERS, *LENT), 600, 0),
}
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "rlig", "calt"]
UNITS = 1000  # to the em, in every font that is joined
NAMES = (1, 3, 4, 6)  # family, identifier, full name, PostScript name


def part(packages: Path, name: str, *, weight: int, known: set[int], closer: int) -> TTFont:
    """Return one font of the packages at one weight, less the characters that are known already."""
    source = next(packages.glob(f"*/files/{name}-wght-normal.woff2"))
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
    wanted = set(parse_unicodes(ONLY[name])) if name in ONLY else set(font.getBestCmap())
    subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False, drop_tables=["BASE", "STAT", "DSIG"]))
    subsetter.populate(unicodes=wanted - known)
    subsetter.subset(font)
    scale_upem(font, UNITS)
    if closer and name in SERIF:
        for glyph, (width, bearing) in font["hmtx"].metrics.items():
            font["hmtx"][glyph] = (max(width - closer, 0), bearing)
    font.flavor = None
    return font


def join(packages: Path, target: Path, family: str, names: tuple[str, ...], *, weight: int, closer: int) -> None:
    """Write `target`, one font made of all of `names`."""
    known: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        parts = [f"{folder}/{name}.ttf" for name in names]
        for name, path in zip(names, parts, strict=True):
            font = part(packages, name, weight=weight, known=known, closer=closer)
            known |= set(font.getBestCmap())
            font.save(path)
        joined = Merger().merge(parts)
        # The date of making is not ours to change: the same packages always give the same bytes.
        joined["head"].created = joined["head"].modified = TTFont(parts[0])["head"].modified
    joined.recalcTimestamp = False
    for record in joined["name"].names:  # a licence reserves the name "Source" for the unaltered font
        if record.nameID in NAMES:
            record.string = family.replace(" ", "") if record.nameID in {3, 6} else family
    joined.flavor = "woff2"
    joined.save(target)


def ranges(characters: set[int]) -> str:
    """Return code points as text: “20-7E”, a line for each range."""
    starts = sorted(code for code in characters if code - 1 not in characters)
    ends = sorted(code for code in characters if code + 1 not in characters)
    return "".join(f"{start:X}-{end:X}\n" for start, end in zip(starts, ends, strict=True))


if __name__ == "__main__":
    here = Path(__file__).parent
    for file, (family, names, weight, closer) in CARDS.items():
        join(Path(sys.argv[1]), here / f"{file}.woff2", family, names, weight=weight, closer=closer)
        (here / f"{file}.txt").write_text(ranges(set(TTFont(here / f"{file}.woff2").getBestCmap())))
