"""What is refused, in Stripe's own words: https://docs.stripe.com/api/errors."""

from typing import Any


class Refused(Exception):
    """An answer other than 200, as Stripe gives it."""

    def __init__(
        self, message: str, *, status: int = 400, kind: str = "invalid_request_error", code: str = "", param: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error: dict[str, Any] = {"type": kind, "message": message}
        if code:
            self.error["code"] = code
            self.error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        if param:
            self.error["param"] = param


def missing(what: str, number: str, *, param: str = "id", status: int = 404) -> Refused:
    """Return the error for an object that is not there: 404 where it is asked for, 400 where it is mentioned."""
    return Refused(f"No such {what}: '{number}'", status=status, code="resource_missing", param=param)


def not_in_the_sandbox(what: str) -> Refused:
    """Return the error for what Stripe could do and the sandbox cannot; it says so rather than doing it wrongly."""
    return Refused(f"The sandbox cannot do this: {what}", code="not_in_the_sandbox")
