"""Those who have to do with the strategy; only for the town hall."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import actors

_ONE = "<slug:municipality>/akteure/<uuid:actor>/"
urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/akteure/", actors.stakeholders, name="stakeholders"),
    path("<slug:municipality>/akteure/neu/", actors.new, name="stakeholder_new"),
    path("<slug:municipality>/akteure/beteiligungsplan/", actors.plan, name="participation_plan"),
    path("<slug:municipality>/akteure/beteiligungsplan/csv/", actors.plan_csv, name="participation_plan_csv"),
    path(_ONE, actors.show, name="stakeholder"),
    path(f"{_ONE}bearbeiten/", actors.edit, name="stakeholder_edit"),
    path(f"{_ONE}einschaetzung/", actors.assess, name="stakeholder_assess"),
    path(f"{_ONE}lage/", actors.move, name="stakeholder_move"),
    path(f"{_ONE}kontakt/", actors.contact, name="stakeholder_contact"),
    path(f"{_ONE}auskunft/", actors.export, name="stakeholder_export"),
    path(f"{_ONE}loeschen/", actors.delete, name="stakeholder_delete"),
]
