"""Addresses of the public roadmap, its measures and the strategy paper; the municipality's slug stands before them."""

from django.urls import URLPattern, path

from .views import ballot, comparison, deadlines, goals, measure, paper, progress, reports, roadmap, roadmap_files

app_name = "strategy"
urlpatterns: list[URLPattern] = [
    path("", roadmap.roadmap, name="roadmap"),
    path("fortschritt/", progress.progress, name="progress"),
    path("fahrplan.<slug:form>", roadmap_files.roadmap_file, name="roadmap_file"),
    path("strategie.jsonld", roadmap_files.strategy_data, name="strategy_data"),
    path("foerderfristen/<str:token>.ics", deadlines.subscribed, name="deadlines"),
    path("ziele/", goals.public_goals, name="goals"),
    path("strategiepapier/", paper.paper, name="paper"),
    path("strategiepapier/fassung/<int:number>/", paper.version, name="paper_version"),
    path("strategiepapier/fassung/<int:number>/<slug:form>/", paper.version_file, name="paper_version_file"),
    path("strategiepapier/vergleich/", comparison.compared_for_everyone, name="papers_compared"),
    path("strategiepapier/<slug:form>/", paper.file, name="paper_file"),
    path("strategiepapier/kurz/<slug:form>/", paper.short_file, {"short": "kurz"}, name="paper_short"),
    path("strategiepapier/leicht/<slug:form>/", paper.short_file, {"short": "leicht"}, name="paper_easy"),
    path("massnahmen/<uuid:measure>/", measure.measure, name="measure"),
    path("meldung/<str:token>/", reports.by_link, name="lead_update"),
    path("abstimmung/<uuid:round>/", ballot.vote, name="vote"),
    path("werkstatt/<uuid:meeting>/", ballot.protocol, name="protocol"),
]
