"""Proposals for the roadmap and its chart."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import chart, proposals

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/vorschlaege/", proposals.proposals, name="proposals"),
    path("<slug:municipality>/vorschlaege/vergleich/", proposals.compare, name="proposals_compared"),
    path("<slug:municipality>/vorschlaege/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("<slug:municipality>/vorschlaege/<uuid:proposal>/anhalten/", proposals.stop, name="proposal_stop"),
    path(
        "<slug:municipality>/vorschlaege/<uuid:proposal>/uebernehmen/", proposals.take_over, name="proposal_take_over"
    ),
    path(
        "<slug:municipality>/vorschlaege/<uuid:proposal>/zurueck/<int:takeover>/", proposals.undo, name="proposal_undo"
    ),
    path("<slug:municipality>/zeitachse/", chart.chart, name="chart"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/schieben/", chart.shift, name="shift"),
]
