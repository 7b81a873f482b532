"""Lists in and out."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import exchange

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/einlesen/", exchange.read, name="import"),
    path("<slug:municipality>/ausgabe/<slug:form>/", exchange.write, name="export"),
]
