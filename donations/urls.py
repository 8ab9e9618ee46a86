"""Addresses of giving below /donate/; a word that is not one of the site's own is an appeal's."""

from django.urls import path

from donations.views.give import donate, told
from donations.views.thanks import thanks

app_name = "donations"
urlpatterns = [
    path("", donate, name="donate"),
    path("sum/", told, name="sum"),
    path("thanks/<str:token>/", thanks, name="thanks"),
    path("<str:slug>/", donate, name="appeal"),
]
