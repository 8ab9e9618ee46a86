"""How styles and scripts are published: hashed names, and one stylesheet made of many files."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PaperStaticStorage(CompressedManifestStaticFilesStorage):
    """Hash names, follow ES module imports."""

    support_js_module_import_aggregation = True
