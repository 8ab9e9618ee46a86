"""Addresses of signing in and of the account."""

from django.urls import path

from accounts.account import views as account
from accounts.factors import entering, keeping
from accounts.signin import views as signin

app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("name/", account.rename, name="rename"),
    path("address/", account.move, name="move"),
    path("feed/", account.feed, name="feed"),
    path("feed/change/", account.change_feed, name="change_feed"),
    path("gifts/", account.gifts, name="gifts"),
    path("data/", account.my_data, name="my_data"),
    path("erase/", account.erase, name="erase"),
    path("erased/", account.erased, name="erased"),
    path("confirm/<str:link>/", account.confirm, name="confirm"),
    path("sign-in/", signin.sign_in, name="sign_in"),
    path("sign-in/code/", signin.sign_in_code, name="sign_in_code"),
    path("sign-in/link/<str:link>/", signin.sign_in_link, name="sign_in_link"),
    path("sign-in/passkey/", entering.passkey_sign_in, name="passkey_sign_in"),
    path("sign-in/passkey/begin/", entering.passkey_begin, name="passkey_sign_in_begin"),
    path("second-factor/", entering.second_factor, name="second_factor"),
    path("second-factor/passkey/", entering.second_passkey, name="second_passkey"),
    path("second-factor/passkey/begin/", entering.second_passkey_begin, name="second_passkey_begin"),
    path("second-factor/set-up/", keeping.set_up, name="set_up"),
    path("second-factor/app/remove/", keeping.app_remove, name="app_remove"),
    path("second-factor/recovery-codes/", keeping.codes_anew, name="codes_anew"),
    path("passkeys/add/", keeping.passkey_add, name="passkey_add"),
    path("passkeys/add/begin/", keeping.passkey_begin, name="passkey_add_begin"),
    path("passkeys/<int:pk>/name/", keeping.passkey_rename, name="passkey_rename"),
    path("passkeys/<int:pk>/remove/", keeping.passkey_remove, name="passkey_remove"),
    path("sign-out/", signin.sign_out, name="sign_out"),
    path("sign-out/everywhere/", signin.sign_out_everywhere, name="sign_out_everywhere"),
    path("signed-out/", signin.signed_out, name="signed_out"),
]
