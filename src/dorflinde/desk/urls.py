"""Addresses of the town hall's desk: /schreibtisch/…"""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<uuid:key>/", views.todo, name="todo"),
    path("<uuid:key>/erledigt/", views.settle, name="settle"),
    path("<uuid:key>/zurueck/", views.undo, name="undo"),
]
