"""The code of a sign-in mail. It follows from the link's secret and our key, so that whoever opens the link in another
browser can be shown the code, which is kept nowhere.
"""

from django.utils.crypto import salted_hmac


def code_of(link: str) -> str:
    """Return the six digits that belong to a link's secret."""
    number = int.from_bytes(salted_hmac("accounts.signin.code", link, algorithm="sha256").digest()[:16])
    return f"{number % 1_000_000:06d}"


def digits(typed: str) -> str:
    """Return the digits of what was typed, in any script, as ASCII."""
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())
