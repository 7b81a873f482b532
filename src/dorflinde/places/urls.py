"""Addresses of places: what the law asks every publisher to show, the organisations, the boundary."""

from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("impressum/", views.imprint_region, name="imprint_region"),
    path("regeln/", views.rules, name="rules"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("leichte-sprache/", views.easy_language_region, name="easy_language_region"),
    path("<slug:municipality>/impressum/", views.imprint, name="imprint"),
    path("<slug:municipality>/leichte-sprache/", views.easy_language, name="easy_language"),
    path("<slug:municipality>/organisationen/", views.organisations, name="organisations"),
    path("<slug:municipality>/organisationen/<slug:organisation>/", views.organisation, name="organisation"),
    path("<slug:municipality>/grenze.geojson", views.boundary, name="boundary"),
]
