"""Where receipts lie when they lie in a folder."""

from django.core.files.storage import FileSystemStorage


class ReceiptsStorage(FileSystemStorage):
    """Files without an address: a receipt names a person and a sum."""

    def url(self, name: str | None) -> str:
        raise ValueError("A receipt has no address; it is mailed, or handed out to who may see it.")
