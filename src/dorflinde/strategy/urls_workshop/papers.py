"""The strategy paper, its versions and the council's decision."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import comparison, papers, template

_PAPER = "<slug:municipality>/papier/"
_VERSION = f"{_PAPER}fassungen/<uuid:version>/"
urlpatterns: list[URLPattern] = [
    path(_PAPER, papers.papers, name="papers"),
    path(f"{_PAPER}vergleich/", comparison.compared, name="papers_compared"),
    path(f"{_PAPER}vorlage/", template.template, name="paper_template"),
    path(f"{_PAPER}vorlage/datei/", template.template_file, name="paper_template_file"),
    path(f"{_PAPER}vorlage/entfernen/", template.template_removal, name="paper_template_removal"),
    path(f"{_PAPER}fassungen/neu/", papers.new, name="paper_new"),
    path(_VERSION, papers.version, name="paper_version"),
    path(f"{_VERSION}beschluss/", papers.resolution, name="paper_resolution"),
    path(f"{_VERSION}beschluss/zuruecknehmen/", papers.resolution_back, name="paper_resolution_back"),
    path(f"{_VERSION}veroeffentlichen/", papers.publish, name="paper_publish"),
    path(f"{_VERSION}zurueckziehen/", papers.withdraw, name="paper_withdraw"),
    path(f"{_VERSION}rueckmeldungen/", papers.opening, name="paper_opening"),
    path(f"{_VERSION}datei/<slug:form>/", papers.file, name="paper_version_file"),
]
