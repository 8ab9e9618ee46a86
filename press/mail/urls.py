"""Addresses of what providers tell, and of the mail that a developer's machine keeps."""

from django.urls import path

from press.mail import views, webhooks

app_name = "mail"
urlpatterns = [
    path("mail/<slug:provider>/", webhooks.told, name="told"),
    path("dev/mail/", views.mail_list, name="list"),
    path("dev/mail/<slug:name>/", views.mail, name="mail"),
    path("dev/mail/<slug:name>/html/", views.mail_html, name="html"),
    path("dev/mail/<slug:name>/<int:number>/", views.mail_attached, name="attached"),
]
