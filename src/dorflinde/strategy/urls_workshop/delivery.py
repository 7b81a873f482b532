"""Carrying out: reports, indicators, continuation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
