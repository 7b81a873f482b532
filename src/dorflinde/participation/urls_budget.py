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
    path(f"{_HERE}haushalt/papier/", views.budget_sheets, name="budget_sheets"),
    path(f"{_HERE}haushalt/papier/drucken/", views.budget_print, name="budget_print"),
    path(f"{_HERE}haushalt/papier/<uuid:sheet>/zuruecknehmen/", views.budget_sheet_back, name="budget_sheet_back"),
    path(f"{_HERE}haushalt/papier/<uuid:sheet>/bestaetigen/", views.budget_sheet_look, name="budget_sheet_look"),
    path(f"{_HERE}haushalt/los/", views.budget_lot, name="budget_lot"),
    path(f"{_HERE}haushalt/auszaehlen/", views.budget_count, name="budget_count"),
    path(f"{_HERE}vergleich/", views.budget_compare, name="budget_compare"),
    path(f"{_HERE}ihr-anteil/", views.budget_share, name="budget_share"),
    path(f"{_HERE}toepfe/<uuid:pot>/stimmzettel.pb", views.budget_ballots, name="budget_ballots"),
]
