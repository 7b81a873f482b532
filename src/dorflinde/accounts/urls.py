"""Addresses of an account; what stands here comes before the sign-in library's own pages under the same first word."""

from django.urls import path
from django.views.generic import RedirectView

from .views import keys, me, places, protection, sign_in

app_name = "accounts"
urlpatterns = [
    path("", me.me, name="me"),
    path("willkommen/", me.welcome, name="welcome"),
    path("profil/", me.profile, name="profile"),
    path("mail/", me.mail, name="mail"),
    path("zustimmung/", me.withdraw, name="withdraw"),
    path("ausgeblendet/", me.muted, name="muted"),
    path("daten/", me.my_data, name="my_data"),
    path("schluessel/", keys.keys, name="keys"),
    path("schluessel/neu/", keys.key_new, name="key_new"),
    path("schluessel/<uuid:public_id>/", keys.key_revoke, name="key_revoke"),
    path("loeschen/", me.delete, name="delete"),
    path("rollen/", places.roles, name="roles"),
    path("rollen/<int:pk>/", places.take_role, name="take_role"),
    path("orte/<slug:municipality>/", places.place, name="place"),
    path("orte/<slug:municipality>/organisationen/neu/", places.imprint, name="new_organisation"),
    path("orte/<slug:municipality>/organisationen/<slug:organisation>/", places.imprint, name="imprint"),
    path("login/", sign_in.SignIn.as_view(), name="sign_in"),
    path("login/code/", sign_in.SignIn.as_view(), name="sign_in_by_code"),
    path("login/code/confirm/", sign_in.EnterCode.as_view(), name="enter_code"),
    path("login/passwort/", sign_in.PasswordSignIn.as_view(), name="sign_in_by_password"),
    path("2fa/totp/activate/", protection.SetUpApp.as_view(), name="set_up_app"),
    path("2fa/webauthn/add/", protection.SetUpPasskey.as_view(), name="set_up_passkey"),
    path("signup/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="sign_up"),
]
