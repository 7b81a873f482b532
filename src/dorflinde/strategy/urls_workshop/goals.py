"""Vision, goals, ratings, votes and workshops."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import goals, history, vision

_VISION, _GOALS = "<slug:municipality>/leitbild/", "<slug:municipality>/ziele/"
urlpatterns: list[URLPattern] = [
    path(_VISION, vision.vision, name="vision"),
    path(f"{_VISION}entwuerfe/neu/", vision.draft_new, name="vision_draft_new"),
    path(f"{_VISION}entwuerfe/<uuid:draft>/", vision.draft, name="vision_draft"),
    path(f"{_VISION}entwuerfe/<uuid:draft>/loeschen/", vision.draft_delete, name="vision_draft_delete"),
    path(f"{_VISION}fassungen/<uuid:version>/", vision.version, name="vision_version"),
    path(f"{_VISION}fassungen/<uuid:version>/rueckmeldungen/", vision.opening, name="vision_opening"),
    path(f"{_VISION}fassungen/<uuid:version>/uebernehmen/", vision.adoption, name="vision_adoption"),
    path(_GOALS, goals.goals, name="goals"),
    path(f"{_GOALS}neu/", goals.new, name="goal_new"),
    path(f"{_GOALS}<uuid:goal>/", goals.show, name="goal"),
    path(f"{_GOALS}<uuid:goal>/bearbeiten/", goals.edit, name="goal_edit"),
    path(f"{_GOALS}<uuid:goal>/loeschen/", goals.delete, name="goal_delete"),
    path(f"{_GOALS}<uuid:thing>/verlauf/", history.history, {"kind": "goal"}, name="goal_history"),
    path(f"{_GOALS}<uuid:thing>/verlauf/<uuid:change>/", history.restore, {"kind": "goal"}, name="goal_restore"),
    path(
        f"{_GOALS}kennzahlen/<uuid:thing>/verlauf/",
        history.history,
        {"kind": "goal_indicator"},
        name="goal_indicator_history",
    ),
    path(
        f"{_GOALS}kennzahlen/<uuid:thing>/verlauf/<uuid:change>/",
        history.restore,
        {"kind": "goal_indicator"},
        name="goal_indicator_restore",
    ),
    path(f"{_GOALS}<uuid:goal>/kennzahlen/neu/", goals.indicator_new, name="goal_indicator_new"),
    path(f"{_GOALS}kennzahlen/<uuid:indicator>/", goals.indicator, name="goal_indicator"),
    path(f"{_GOALS}kennzahlen/<uuid:indicator>/werte/", goals.value, name="goal_value"),
    path(f"{_GOALS}kennzahlen/<uuid:indicator>/loeschen/", goals.indicator_delete, name="goal_indicator_delete"),
]
