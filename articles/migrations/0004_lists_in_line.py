"""Keeps the lists of ids of a search entry in its row: facets count them for up to 2,000 stories a search, and fetching
each from beside the table took longer than all the rest of the search.
"""

from django.db import migrations

POSTGRESQL = (
    "ALTER TABLE articles_searchentry ALTER topic_ids SET STORAGE MAIN, ALTER author_ids SET STORAGE MAIN",
    # Writing the rows anew would keep both indexes in step word by word, which takes ten times as long as making them.
    "DROP INDEX search_words",
    "DROP INDEX search_heads",
    # A value that is computed is stored anew; one that is only kept would stay where it is.
    "UPDATE articles_searchentry SET topic_ids = topic_ids || '{}', author_ids = author_ids || '{}'",
    "CREATE INDEX search_words ON articles_searchentry USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX search_heads ON articles_searchentry USING gin (heads) WITH (fastupdate = off)",
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_full_text")]
    # Going back leaves the lists where they are, which is no less right.
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
