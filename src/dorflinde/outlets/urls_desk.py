"""Addresses of the hooks on the town hall's side: /schreibtisch/anschluesse/…"""

from django.urls import path

from . import views

app_name = "hooks"
_ONE = "<slug:municipality>/<uuid:hook>/"
urlpatterns = [
    path("", views.hooks_start, name="start"),
    path("<slug:municipality>/", views.hooks, name="hooks"),
    path("<slug:municipality>/neu/", views.hook_new, name="hook_new"),
    path(_ONE, views.hook, name="hook"),
    path(f"{_ONE}bearbeiten/", views.hook_edit, name="hook_edit"),
    path(f"{_ONE}probe/", views.hook_trial, name="hook_trial"),
    path(f"{_ONE}schluessel/", views.hook_key, name="hook_key"),
    path(f"{_ONE}schalten/", views.hook_switch, name="hook_switch"),
    path(f"{_ONE}loeschen/", views.hook_delete, name="hook_delete"),
]
