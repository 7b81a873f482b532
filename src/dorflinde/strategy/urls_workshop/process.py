"""The overview and the way through a strategy cycle."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import workshop

urlpatterns: list[URLPattern] = [
    path("", workshop.start, name="start"),
    path("<slug:municipality>/", workshop.index, name="index"),
    path("<slug:municipality>/strategie/", workshop.strategy, name="strategy"),
]
