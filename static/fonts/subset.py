# ruff: noqa: INP001 - a tool beside what it made, in no package
"""Cut the site's fonts from the npm packages that README.md names.

Run as `python static/fonts/subset.py <folder of unpacked packages>`; needs fonttools and brotli.
Weights and characters that the pages never print are dropped; nothing is redrawn.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# css/fonts.css repeats the Latin ones as unicode-range. For Arabic and Hebrew it names the letters alone, as joiners
# and marks that any script may use must not fetch a file.
LATIN = (
    "20-7E,A0-FF,131,152-153,2C6,2DA,2DC,2009-200A,2010-2015,2018-201E,2020-2022,2026,202F,"
    "2032-2033,2039-203A,2044,20AC,2122,2190-2193,2197,2212"
)
LATIN_EXT = (
    "100-130,132-151,154-17F,192,1A0-1A1,1AF-1B0,1E6-1E7,218-21B,2BB-2BF,1E0C-1E0D,1E24-1E25,"
    "1E32-1E33,1E62-1E63,1E6C-1E6D,1E80-1E85,1E92-1E93,1E9E,20AA,20BA"
)
# The letters of Arabic itself; those of Persian, Urdu and other languages are a file of their own.
ARABIC = "60C,61B,61F,621-63A,640-656,660-66C,670-671,200C-200F,FDF2,25CC"
ARABIC_EXT = "600-60B,60D-61A,61C-61E,620,63B-63F,657-65F,66D-66F,672-6FF,750-77F,200C-200F,FDFC,25CC,2E41"
HEBREW = "590-5FF,200C-200F,25CC,FB1D-FB4F"

CUTS = {
    "paper-serif-latin": ("source-serif-4-latin-wght-normal", LATIN),
    "paper-serif-latin-ext": ("source-serif-4-latin-ext-wght-normal", LATIN_EXT),
    "paper-serif-italic-latin": ("source-serif-4-latin-wght-italic", LATIN),
    "paper-serif-italic-latin-ext": ("source-serif-4-latin-ext-wght-italic", LATIN_EXT),
    "public-sans-latin": ("public-sans-latin-wght-normal", LATIN),
    "public-sans-latin-ext": ("public-sans-latin-ext-wght-normal", LATIN_EXT),
    "noto-naskh-arabic": ("noto-naskh-arabic-arabic-wght-normal", ARABIC),
    "noto-naskh-arabic-ext": ("noto-naskh-arabic-arabic-wght-normal", ARABIC_EXT),
    "frank-ruhl-libre-hebrew": ("frank-ruhl-libre-hebrew-wght-normal", HEBREW),
}
# What browsers apply by themselves, and tabular figures for tables.
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "init", "medi", "fina", "rlig", "calt"]
WEIGHTS = (400, 700)

# The licence reserves the name "Source" for the unaltered font, so a cut of it goes by ours.
RESERVED = {"SourceSerif4": "PaperSerif", "Source Serif 4": "Paper Serif"}
NAMES = (1, 3, 4, 6)  # family, identifier, full name, PostScript name


def cut(source: Path, target: Path, characters: str) -> None:
    """Write `target`: the given characters of `source`, from regular to bold, as woff2."""
    # The date of making is not ours to change: the same package always gives the same bytes.
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False))
    subsetter.populate(unicodes=parse_unicodes(characters))
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    for record in font["name"].names:
        for theirs, ours in RESERVED.items():
            if record.nameID in NAMES:
                record.string = str(record).replace(theirs, ours)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    for name, (file, characters) in CUTS.items():
        source = next(Path(sys.argv[1]).glob(f"*/files/{file}.woff2"))
        cut(source, Path(__file__).parent / f"{name}.woff2", characters)
