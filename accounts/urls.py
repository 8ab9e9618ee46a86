"""Addresses of signing in and of the account."""

from django.urls import path

from accounts.account import views as account
from accounts.signin import views as signin

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("name/", account.rename, name="rename"),
    path("address/", account.move, name="move"),
    path("feed/", account.feed, name="feed"),
    path("feed/change/", account.change_feed, name="change_feed"),
    path("data/", account.my_data, name="my_data"),
    path("erase/", account.erase, name="erase"),
    path("erased/", account.erased, name="erased"),
    path("confirm/<str:link>/", account.confirm, name="confirm"),
    path("sign-in/", signin.sign_in, name="sign_in"),
    path("sign-in/code/", signin.sign_in_code, name="sign_in_code"),
    path("sign-in/link/<str:link>/", signin.sign_in_link, name="sign_in_link"),
    path("sign-out/", signin.sign_out, name="sign_out"),
    path("sign-out/everywhere/", signin.sign_out_everywhere, name="sign_out_everywhere"),
    path("signed-out/", signin.signed_out, name="signed_out"),
]
