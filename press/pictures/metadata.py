"""What a file says about itself (XMP, IPTC, EXIF), read once to fill in the library's fields.

XMP is believed first, then IPTC, then EXIF, as the Metadata Working Group advises. It is text from strangers: cleaned,
cut to length, never markup. Positions are not read at all; they stay in the original.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, IptcImagePlugin

MAX_XMP = 1024 * 1024
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
_PRISM = "{http://prismstandard.org/namespaces/basic/2.0/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Where each fact stands: names in XMP, (record, dataset) in IPTC, tag in EXIF.
_PLACES: dict[str, tuple[tuple[str, ...], tuple[int, int] | None, int | None]] = {
    "caption": ((f"{_DC}description",), (2, 120), 0x010E),
    "photographer": ((f"{_DC}creator",), (2, 80), 0x013B),
    "agency": ((f"{_PHOTOSHOP}Credit",), (2, 110), None),
    "via": ((f"{_PHOTOSHOP}Source",), (2, 115), None),
    "alt": ((f"{_IPTC_CORE}AltTextAccessibility",), None, None),
    "terms": ((f"{_RIGHTS}UsageTerms",), None, None),
    "instructions": ((f"{_PHOTOSHOP}Instructions",), (2, 40), None),
    "copyright": ((f"{_DC}rights",), (2, 116), 0x8298),
    "expires": ((f"{_PLUS}LicenseEndDate", f"{_PRISM}expirationDate"), (2, 37), None),
}
# Some cameras write their own name where a caption belongs.
_NO_CAPTION = re.compile(
    r"^(olympus|sony|nikon|samsung|konica|minolta|dcim?|digital camera|exif_|default|screenshot)\b", re.IGNORECASE
)


def read_words(image: Image.Image) -> dict[str, Any]:
    """Return what is known, by the model's field names; a part that cannot be read is left out."""
    xmp, iptc, exif = _xmp(image), _iptc(image), _exif(image)
    said: dict[str, str] = {}
    for fact, (in_xmp, in_iptc, in_exif) in _PLACES.items():
        candidates = [xmp.get(name, "") for name in in_xmp]
        candidates.append(iptc.get(in_iptc, "") if in_iptc else "")
        candidates.append(exif.get(in_exif, "") if in_exif else "")
        said[fact] = next(filter(None, map(clean, candidates)), "")
    words: dict[str, Any] = {
        "caption": "" if _NO_CAPTION.match(said["caption"]) else said["caption"],
        "alt": said["alt"][:300],
        "usage_terms": "\n".join(
            dict.fromkeys(filter(None, (said[k] for k in ("terms", "instructions", "copyright"))))
        ),
        "rights_expire": _day(said["expires"]),
        **_credit(said["photographer"], said["agency"], said["via"]),
    }
    return {field: value for field, value in words.items() if value}


def clean(text: object) -> str:
    """Return text without control characters, runs of blanks or blank lines; at most 5,000 characters."""
    if isinstance(text, bytes):
        text = _decoded(text)
    lines = (
        " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", " ", line).split()) for line in str(text).splitlines()
    )
    return "\n".join(filter(None, lines)).encode("utf-8", "ignore").decode()[:5000]


def _credit(photographer: str, agency: str, source: str) -> dict[str, str]:
    """Take apart what agencies write together: “Name/Agency via Wire”."""
    agency, _, wire = agency.partition(" via ")
    agency = agency.removeprefix(f"{photographer}/") if photographer else agency
    via = wire or (source if source.casefold() not in {agency.casefold(), photographer.casefold()} else "")
    return {
        name: " ".join(part.split())[:120]
        for name, part in zip(("photographer", "agency", "via"), (photographer, agency, via), strict=True)
    }


def _day(text: str) -> date | None:
    found = re.match(r"(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)", text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _exif(image: Image.Image) -> dict[int, str]:
    try:
        found = {tag: value for tag, value in image.getexif().items() if isinstance(value, str)}
    except Exception:  # noqa: BLE001 - as below
        return {}
    # The standard knows ASCII only, so Pillow reads Latin-1; what most programs write there is UTF-8.
    return {tag: _decoded(value.encode("latin-1", "replace")) for tag, value in found.items()}


def _iptc(image: Image.Image) -> dict[tuple[int, int], str]:
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - a damaged block makes Pillow raise anything; the picture is not to blame
        return {}
    return {
        place: ", ".join(_decoded(one) for one in (value if isinstance(value, list) else [value]))
        for place, value in found.items()
    }


def _xmp(image: Image.Image) -> dict[str, str]:
    packet = image.info.get("xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    if not packet or len(packet) > MAX_XMP:
        return {}
    try:
        root = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    facts: dict[str, str] = {}
    for described in root.iter(f"{_RDF}Description"):
        for name, value in described.attrib.items():
            facts.setdefault(name, value)
        for fact in described:
            facts.setdefault(fact.tag, _value(fact))
    return facts


def _value(fact: Element) -> str:
    """Return a plain value, a list joined, or of several languages the default."""
    items = list(fact.iter(f"{_RDF}li"))
    if not items:
        return fact.text or ""
    defaults = [item for item in items if item.get(_XML_LANG) == "x-default"]
    return ", ".join(_texts(defaults or (items[:1] if items[0].get(_XML_LANG) else items)))


def _texts(items: Iterable[Element]) -> list[str]:
    return [item.text for item in items if item.text]
