"""Addresses of a municipality's own pages; included last, because they begin with its name."""

from django.urls import path

from . import views

app_name = "feed"
urlpatterns = [
    path("", views.square, name="square"),
    path("neu/", views.composer, name="composer"),
    path("mehr/", views.more, name="more"),
    path("suche/", views.search, name="search"),
    path("<slug:village>/", views.village, name="village"),
]
