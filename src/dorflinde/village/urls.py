"""Addresses of the village talk."""

from django.urls import path

from . import views

app_name = "village"
urlpatterns = [
    path("", views.index, name="index"),
    path("neu/", views.new, name="new"),
    path("<uuid:key>/", views.post, name="post"),
    path("<uuid:key>/dank/", views.thanks, name="thanks"),
    path("<uuid:key>/erledigt/", views.closure, name="closure"),
    path("<uuid:key>/bearbeiten/", views.edit, name="edit"),
    path("<uuid:key>/loeschen/", views.delete, name="delete"),
    path("<uuid:key>/antworten/<uuid:reply>/loeschen/", views.delete_reply, name="delete_reply"),
    path("<slug:channel>/", views.channel, name="channel"),
]
