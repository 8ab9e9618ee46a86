"""Addresses of giving, below /donate/."""

from django.urls import include, path

app_name = "donations"
urlpatterns = [path("manage/", include("donations.manage.urls"))]
