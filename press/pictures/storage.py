"""Where originals lie when they lie in a folder."""

from django.core.files.storage import FileSystemStorage


class OriginalsStorage(FileSystemStorage):
    """Files without an address: an original keeps its private metadata, so nothing may ever print a link to it."""

    def url(self, name: str | None) -> str:
        raise ValueError("An original has no address; readers get its renditions.")
