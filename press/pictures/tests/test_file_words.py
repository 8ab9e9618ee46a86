"""What a file says about itself fills in the form; what it must not say never reaches a reader."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from press.pictures import renditions
from press.pictures.actions import add_picture
from press.pictures.making import make_renditions
from press.pictures.models import Picture
from press.pictures.tests.builders import image_bytes, image_file

pytestmark = pytest.mark.django_db

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 photoshop:Credit="Anadolu Agency via Getty Images" photoshop:Source="Anadolu" plus:LicenseEndDate="2027-03-31T00:00">
 <dc:description><rdf:Alt><rdf:li xml:lang="ar">ميناء</rdf:li><rdf:li xml:lang="x-default">A ferry leaves
 Sarra.</rdf:li></rdf:Alt></dc:description>
 <dc:creator><rdf:Seq><rdf:li>Izzeddin Idilbi</rdf:li></rdf:Seq></dc:creator>
 <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial use only.</rdf:li></rdf:Alt>
 </xmpRights:UsageTerms>
 <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A white ferry at dusk</rdf:li></rdf:Alt>
 </Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def iptc(**said: bytes) -> bytes:
    """The block in which agencies have written since 1991, as a JPEG carries it."""
    datasets = {"caption": 120, "by_line": 80, "credit": 110, "source": 115, "expires": 37, "instructions": 40}
    records = b"".join(
        b"\x1c\x02" + bytes([datasets[name]]) + len(text).to_bytes(2) + text for name, text in said.items()
    )
    block = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4) + records + b"\0" * (len(records) % 2)
    body = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(body) + 2).to_bytes(2) + body


def jpeg_with(block: bytes) -> bytes:
    content = image_bytes()
    return content[:2] + block + content[2:]


def words(picture: Picture) -> dict[str, Any]:
    fields = ("caption", "photographer", "agency", "via", "alt", "usage_terms", "rights_expire")
    return {field: getattr(picture, field) for field in fields if getattr(picture, field)}


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_xmp_fills_in_the_form(kind: str) -> None:
    assert words(add_picture(image_file(kind=kind, xmp=XMP), by=None)) == {
        "caption": "A ferry leaves\nSarra.",
        "photographer": "Izzeddin Idilbi",
        "agency": "Anadolu Agency",
        "via": "Getty Images",
        "alt": "A white ferry at dusk",
        "usage_terms": "Editorial use only.",
        "rights_expire": date(2027, 3, 31),
    }


def test_iptc_fills_in_the_form() -> None:
    block = iptc(caption="Füße am Kai".encode(), by_line=b"Noa Lev", credit=b"Noa Lev/AFP", source=b"Getty Images",
                 expires=b"20270131", instructions=b"No sales.")  # fmt: skip
    assert words(add_picture(image_file("a.jpg", content=jpeg_with(block)), by=None)) == {
        "caption": "Füße am Kai",
        "photographer": "Noa Lev",
        "agency": "AFP",
        "via": "Getty Images",
        "usage_terms": "No sales.",
        "rights_expire": date(2027, 1, 31),
    }


def test_exif_fills_in_what_the_others_leave_empty() -> None:
    exif = Image.Exif()
    exif[0x013B], exif[0x8298], exif[0x010E] = "Noé Lev".encode(), "(c) Noa Lev", "OLYMPUS DIGITAL CAMERA"
    assert words(add_picture(image_file(exif=exif), by=None)) == {
        "photographer": "Noé Lev",
        "usage_terms": "(c) Noa Lev",
    }


def test_what_the_caller_says_wins() -> None:
    assert add_picture(image_file(xmp=XMP), by=None, caption="Mine").caption == "Mine"


@pytest.mark.parametrize(
    "damaged",
    [b"<x", b"\xff\xfe\0", b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", XMP.replace(b"2027-03-31", b"2027-99-99")],
)
def test_damaged_words_do_not_cost_the_picture(damaged: bytes) -> None:
    assert add_picture(image_file(xmp=damaged), by=None).rights_expire is None


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow's own word about it
def test_damaged_iptc_and_exif_do_not_cost_the_picture() -> None:
    content = jpeg_with(iptc(caption=b"x" * 300)[:-150] + b"\x1c\x02\x78\xff\xff" + bytes(145))
    assert add_picture(image_file("a.jpg", content=content), by=None)
    assert add_picture(image_file(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12"), by=None)


def test_words_are_cleaned_and_cut_to_the_form() -> None:
    block = iptc(by_line=b"A\0B\x07" * 100, caption=b"<script>\r\n\r\n  x  </script>")
    picture = add_picture(image_file("a.jpg", content=jpeg_with(block)), by=None)
    assert len(picture.photographer) <= 120
    assert "\0" not in picture.photographer
    assert picture.caption == "<script>\nx </script>"  # text, escaped wherever it is printed


def test_positions_and_other_private_words_never_leave_the_original() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 30.0, 0.0), 3: "E", 4: (36.0, 18.0, 0.0)})
    exif[0x010F] = "SECRETCAMERA"
    picture = add_picture(image_file(size=(500, 300), exif=exif, xmp=XMP, comment=b"SECRETNOTE"), by=None)
    make_renditions(picture.pk)
    picture.refresh_from_db()
    names = renditions.names(picture.renditions)
    assert len(names) > 8
    for name in names:
        with default_storage.open(name) as file:
            content = file.read()
        sent = Image.open(BytesIO(content))
        assert not dict(sent.getexif())
        assert not {"xmp", "exif", "icc_profile", "comment", "photoshop"} & set(sent.info)
        assert not any(secret in content for secret in (b"SECRET", b"Idilbi", b"GPS"))
    with picture.original.open("rb") as original:
        assert b"SECRETCAMERA" in original.read()
