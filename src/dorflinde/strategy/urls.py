"""Addresses of the public roadmap, its measures and the strategy paper; the municipality's slug stands before them."""

from django.urls import URLPattern, path

from .views import goals, measure, paper, roadmap

app_name = "strategy"
urlpatterns: list[URLPattern] = [
    path("", roadmap.roadmap, name="roadmap"),
    path("ziele/", goals.public_goals, name="goals"),
    path("strategiepapier/", paper.paper, name="paper"),
    path("strategiepapier/<slug:form>/", paper.file, name="paper_file"),
    path("massnahmen/<uuid:measure>/", measure.measure, name="measure"),
]
