"""Addresses below /newsletters/."""

from django.urls import path

from newsletters.views.choosing import preferences, unsubscribe
from newsletters.views.reading import edition, go, newsletter
from newsletters.views.subscribing import ask, confirmed, newsletters

app_name = "newsletters"
urlpatterns = [
    path("", newsletters, name="newsletters"),
    path("subscribe/", ask, name="subscribe"),
    path("confirm/<str:key>/", confirmed, name="confirm"),
    path("preferences/<str:key>/", preferences, name="preferences"),
    path("unsubscribe/<str:key>/", unsubscribe, name="unsubscribe"),
    path("go/<str:key>/", go, name="go"),
    path("<slug:slug>/", newsletter, name="newsletter"),
    path("<slug:slug>/<str:day>/", edition, name="edition"),
]
