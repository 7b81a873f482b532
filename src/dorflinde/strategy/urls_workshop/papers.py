"""The strategy paper, its versions and the council's decision."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
