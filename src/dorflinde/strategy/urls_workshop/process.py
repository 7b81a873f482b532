"""The overview and the way through a strategy cycle."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import history, process, workshop

urlpatterns: list[URLPattern] = [
    path("", workshop.start, name="start"),
    path("<slug:municipality>/", process.index, name="index"),
    path("<slug:municipality>/strategie/", workshop.strategy, name="strategy"),
    path("<slug:municipality>/schritte/<slug:key>/", process.step, name="step"),
    path("<slug:municipality>/schritte/<slug:key>/stand/", process.mark, name="step_mark"),
    path("<slug:municipality>/schritte/<slug:key>/zurueck/", process.unmark, name="step_unmark"),
    path("<slug:municipality>/strategien/", process.cycles, name="cycles"),
    path("<slug:municipality>/strategien/neu/", process.begin, name="cycle_new"),
    path("<slug:municipality>/strategien/<uuid:strategy>/", process.cycle, name="cycle"),
    path(
        "<slug:municipality>/strategien/<uuid:thing>/verlauf/",
        history.history,
        {"kind": "strategy"},
        name="strategy_history",
    ),
    path(
        "<slug:municipality>/strategien/<uuid:thing>/verlauf/<uuid:change>/",
        history.restore,
        {"kind": "strategy"},
        name="strategy_restore",
    ),
]
