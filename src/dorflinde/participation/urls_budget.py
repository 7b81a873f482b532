"""Addresses of a citizens' budget, below the one of its activity."""

from django.urls import path

from . import views

_HERE = "<slug:project>/<slug:activity>/"
urlpatterns = [
    path(f"{_HERE}stimmzettel/", views.budget_ballot, name="budget_ballot"),
    path(f"{_HERE}vorschlaege/neu/", views.budget_propose, name="budget_propose"),
    path(f"{_HERE}vorschlaege/<uuid:proposal>/", views.budget_proposal, name="budget_proposal"),
    path(f"{_HERE}vorschlaege/<uuid:proposal>/bearbeiten/", views.budget_proposal_edit, name="budget_proposal_edit"),
    path(
        f"{_HERE}vorschlaege/<uuid:proposal>/zurueckziehen/",
        views.budget_proposal_withdraw,
        name="budget_proposal_withdraw",
    ),
    path(f"{_HERE}vorschlaege/<uuid:proposal>/pruefung/", views.budget_valuation, name="budget_valuation"),
    path(f"{_HERE}haushalt/", views.budget_office, name="budget_office"),
    path(f"{_HERE}haushalt/regeln/", views.budget_rules, name="budget_rules"),
    path(f"{_HERE}haushalt/vorschlag/", views.budget_own_proposal, name="budget_own_proposal"),
    path(f"{_HERE}haushalt/toepfe/neu/", views.budget_pot_new, name="budget_pot_new"),
    path(f"{_HERE}haushalt/toepfe/<uuid:pot>/", views.budget_pot, name="budget_pot"),
    path(f"{_HERE}haushalt/toepfe/<uuid:pot>/entfernen/", views.budget_pot_remove, name="budget_pot_remove"),
    path(f"{_HERE}haushalt/toepfe/<uuid:pot>/entweder-oder/", views.budget_group_new, name="budget_group_new"),
    path(f"{_HERE}haushalt/entweder-oder/<uuid:group>/", views.budget_group, name="budget_group"),
]
