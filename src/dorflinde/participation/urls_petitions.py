"""Addresses of petitions, below the one of their activity."""

from django.urls import path

from . import views

_HERE = "<slug:project>/<slug:activity>/mitzeichnen/"
_ONE = f"{_HERE}<uuid:petition>/"
urlpatterns = [
    path(f"{_HERE}neu/", views.petition_new, name="petition_new"),
    path(_ONE, views.petition, name="petition"),
    path(f"{_ONE}unterschrift/", views.petition_sign, name="petition_sign"),
    path(f"{_ONE}kommentieren/", views.petition_comment, name="petition_comment"),
    path(f"{_ONE}bearbeiten/", views.petition_edit, name="petition_edit"),
    path(f"{_ONE}zurueckziehen/", views.petition_withdraw, name="petition_withdraw"),
    path(f"{_ONE}antworten/", views.petition_answer, name="petition_answer"),
]
