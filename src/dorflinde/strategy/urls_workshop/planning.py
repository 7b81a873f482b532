"""Proposals for the roadmap and its chart."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
