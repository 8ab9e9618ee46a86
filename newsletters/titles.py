"""The newsletters as every page may know them: asked with the paper's other furniture, and at most five seconds old."""

from newsletters.models import Newsletter
from press.web.standing import Standing

_COLUMNS = [field.attname for field in Newsletter._meta.concrete_fields]  # noqa: SLF001 - Django's documented introspection


def titles() -> list[Newsletter]:
    """Return all newsletters in order, closed ones too."""
    return _TITLES.answer()


_TITLES = Standing(
    lambda: Newsletter.objects.in_order().values_list(*_COLUMNS),
    lambda rows: [Newsletter(**dict(zip(_COLUMNS, row, strict=True))) for row in rows],
)
