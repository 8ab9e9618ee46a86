"""Addresses of My News and of saved stories; all of them are one reader's own, and no cache keeps them."""

from django.urls import path

from accounts.my_news.views import clicks, feed, news, saved

app_name = "my_news"

urlpatterns = [
    path("my-news/", news.my_news, name="my_news"),
    path("my-news/strip/", news.strip, name="strip"),
    path("my-news/follow/", clicks.follow, name="follow"),
    path("my-news/unfollow/", clicks.unfollow, name="unfollow"),
    path("my-news/mute/", clicks.mute, name="mute"),
    path("my-news/unmute/", clicks.unmute, name="unmute"),
    path("my-news/state.json", clicks.state, name="state"),
    path("my-news/feed/<str:secret>/", feed.feed, {"form": "rss"}, name="feed"),
    path("my-news/feed/<str:secret>/json/", feed.feed, {"form": "json"}, name="feed_json"),
    path("saved/", saved.saved, name="saved"),
    path("saved/add/", saved.add, name="save"),
    path("saved/remove/", saved.remove, name="let_go"),
]
