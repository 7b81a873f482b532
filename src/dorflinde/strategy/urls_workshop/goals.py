"""Vision, goals, ratings, votes and workshops."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
