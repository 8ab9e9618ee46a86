"""Addresses of the paper. `newsroom.urls` puts them after everything with a fixed word at its root."""

from django.urls import path

from articles.views import article, front, lists

app_name = "articles"
urlpatterns = [
    path("", front.front, name="front"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<str:slug>/", lists.topic, name="topic"),
    path("authors/<str:slug>/", lists.author, name="author"),
    path("<str:category>/<str:slug>/", article.article, name="article"),
    path("<str:category>/<str:slug>/print/", article.print_view, name="print"),
]
