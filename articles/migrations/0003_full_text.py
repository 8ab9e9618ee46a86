"""What SearchEntry has in each database's own form: full-text indexes (tsvector, FTS5) and lists of ids."""

from django.db import migrations

POSTGRESQL = (
    "ALTER TABLE articles_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT '', "
    "ADD COLUMN heads tsvector NOT NULL DEFAULT '', "
    "ADD COLUMN topic_ids integer[] NOT NULL DEFAULT '{}', ADD COLUMN author_ids integer[] NOT NULL DEFAULT '{}'",
    # Rows stay short, as a search for common words reads a tenth of them: text and vectors stand out of line. The
    # vectors are not compressed, since weighing a story reads its vector.
    "ALTER TABLE articles_searchentry ALTER words SET STORAGE EXTERNAL, ALTER heads SET STORAGE EXTERNAL, "
    "SET (toast_tuple_target = 128)",
    # Without a list of pending words, which every search would have to read through.
    "CREATE INDEX search_words ON articles_searchentry USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX search_heads ON articles_searchentry USING gin (heads) WITH (fastupdate = off)",
)
SQLITE = (
    "ALTER TABLE articles_searchentry ADD COLUMN topic_ids text NOT NULL DEFAULT '[]'",
    "ALTER TABLE articles_searchentry ADD COLUMN author_ids text NOT NULL DEFAULT '[]'",
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
        for column in ("words", "heads", "topic_ids", "author_ids"):
            schema_editor.execute(f"ALTER TABLE articles_searchentry DROP COLUMN {column}")
    else:
        schema_editor.execute("DROP TABLE articles_searchwords")
        schema_editor.execute("DROP TABLE articles_searchheads")
        for column in ("topic_ids", "author_ids"):
            schema_editor.execute(f"ALTER TABLE articles_searchentry DROP COLUMN {column}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_found_and_fed")]
    operations = [migrations.RunPython(make, unmake)]
