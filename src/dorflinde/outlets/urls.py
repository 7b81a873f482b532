"""Addresses of the notifications."""

from django.urls import path

from . import views

app_name = "outlets"
urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("<uuid:public_id>/", views.open_notification, name="open"),
    path("per-mail/", views.rhythm, name="rhythm"),
    path("alle-gelesen/", views.read_all, name="read_all"),
    path("abstellen/<str:token>/", views.mail_off, name="mail_off"),
]
