"""The full-text indexes beside SearchEntry: tsvector columns on PostgreSQL, FTS5 tables on SQLite."""

from django.db import migrations

POSTGRESQL = (
    "ALTER TABLE articles_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT '', "
    "ADD COLUMN heads tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_words ON articles_searchentry USING gin (words)",
    "CREATE INDEX search_heads ON articles_searchentry USING gin (heads)",
)
SQLITE = (
    # Words are stemmed; heads are not, as suggestions look for what a word begins with.
    "CREATE VIRTUAL TABLE articles_searchwords USING fts5"
    "(head, about, body, tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE articles_searchheads USING fts5"
    "(head, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
)


def make(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_searchentry DROP COLUMN words, DROP COLUMN heads")
    else:
        schema_editor.execute("DROP TABLE articles_searchwords")
        schema_editor.execute("DROP TABLE articles_searchheads")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_found_and_fed")]
    operations = [migrations.RunPython(make, unmake)]
