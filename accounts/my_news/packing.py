"""Numbers as short signed text, for cookies: sorted ids as differences, seven bits a byte, base64url, a signature.

What the numbers mean belongs to whoever packs them.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Collection, Iterator

from django.core.signing import BadSignature, Signer

LONGEST = 4096  # characters: browsers keep no longer cookie, so nobody honest sends one
_VERSION = 1


class Damaged(ValueError):
    """The text was cut, changed, signed with another key, or packed in a way that is not ours."""


def pack(*parts: Collection[int], salt: str, in_order: bool = False) -> str:
    """Return the parts (of numbers from 0 on) as signed text. Each is sorted, unless its order tells something."""
    packed = bytearray([_VERSION])
    for part in parts:
        packed += _varint(len(part))
        before = 0
        for number in part if in_order else sorted(part):
            packed += _varint(number if in_order else number - before)
            before = number
    text = urlsafe_b64encode(packed).decode().rstrip("=")
    return Signer(salt=salt, sep=".").sign(text)


def unpack(signed: str, *, salt: str, in_order: bool = False) -> list[list[int]]:
    """Return the parts that `pack` was given. Raises Damaged."""
    if len(signed) > LONGEST:
        raise Damaged
    try:
        text = Signer(salt=salt, sep=".").unsign(signed)
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (BadSignature, NotBase64, ValueError):
        raise Damaged from None
    if not packed or packed[0] != _VERSION:
        raise Damaged
    numbers = _numbers(packed[1:])
    try:
        return list(_parts(numbers, in_order=in_order))
    except RuntimeError:  # the numbers ended before their part did
        raise Damaged from None


def _parts(numbers: Iterator[int], *, in_order: bool) -> Iterator[list[int]]:
    for length in numbers:
        part: list[int] = []
        for _ in range(length):
            number = next(numbers)
            part.append(number if in_order or not part else part[-1] + number)
        yield part


def _varint(number: int) -> bytes:
    """Return a number in few bytes: seven bits each, the lowest first; the eighth says that more come."""
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


def _numbers(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
