"""Addresses of the paper. `newsroom.urls` puts them after everything with a fixed word at its root."""

from django.urls import URLPattern, path

from articles.views import article, feeds, front, lists, search, sitemaps
from press.web.public import PublicView

app_name = "articles"


def _feeds(page: str, view: PublicView, name: str) -> list[URLPattern]:
    """Return the addresses of a list's feed: RSS, and beside it Atom and JSON Feed."""
    return [
        path(f"{page}feed/", view, name=name),
        path(f"{page}feed/atom/", view, {"form": "atom"}, name=f"{name}_atom"),
        path(f"{page}feed/json/", view, {"form": "json"}, name=f"{name}_json"),
    ]


urlpatterns = [
    path("", front.front, name="front"),
    *_feeds("", feeds.paper, "feed"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<str:name>-<int:number>.xml", sitemaps.shelf, name="sitemap"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<str:slug>/", lists.topic, name="topic"),
    *_feeds("topics/<str:slug>/", feeds.topic, "topic_feed"),
    path("authors/<str:slug>/", lists.author, name="author"),
    *_feeds("authors/<str:slug>/", feeds.author, "author_feed"),
    # Before the stories: no story has the address “feed”.
    *_feeds("<str:slug>/", feeds.category, "category_feed"),
    path("<str:category>/<str:slug>/", article.article, name="article"),
    path("<str:category>/<str:slug>/print/", article.print_view, name="print"),
]
