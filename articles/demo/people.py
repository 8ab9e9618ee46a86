"""Who signs in to the demo. The password is public, so `manage.py demo` refuses to make these people outside DEBUG."""

EDITOR_EMAIL = "editor@baycourier.example"
EDITOR_PASSWORD = "a quiet harbour"  # noqa: S105 - printed on purpose
