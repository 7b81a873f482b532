"""Addresses of the trail: /spur/…"""

from django.urls import path

from . import views

app_name = "trail"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:key>/", views.trail, name="trail"),
    path("<uuid:key>/spur.json", views.export, name="export"),
    path("<uuid:key>/folgen/", views.follow, name="follow"),
    path("<uuid:key>/nicht-folgen/", views.unfollow, name="unfollow"),
]
