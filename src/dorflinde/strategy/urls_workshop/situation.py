"""Where the municipality stands: baseline, inventory, strengths and weaknesses, actors."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
