"""Proposals for the roadmap and its chart."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import chart

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/zeitachse/", chart.chart, name="chart"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/schieben/", chart.shift, name="shift"),
]
