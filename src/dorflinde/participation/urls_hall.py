"""Addresses of a live question hour and of a meeting, below the one of its activity."""

from django.urls import path

from . import views

_HERE = "<slug:project>/<slug:activity>/"
urlpatterns = [
    path(f"{_HERE}stand/", views.hour_live, name="hour_live"),
    path(f"{_HERE}leinwand/", views.hour_screen, name="hour_screen"),
    path(f"{_HERE}leinwand/stand/", views.hour_screen_live, name="hour_screen_live"),
    path(f"{_HERE}pult/", views.hour_desk, name="hour_desk"),
    path(f"{_HERE}pult/stand/", views.hour_desk_live, name="hour_desk_live"),
    path(f"{_HERE}pult/moderation/", views.hour_moderators, name="hour_moderators"),
    path(f"{_HERE}termin.ics", views.gathering_calendar, name="gathering_calendar"),
    path(f"{_HERE}treffen/", views.gathering_plan, name="gathering_plan"),
    path(f"{_HERE}treffen/anmelden/", views.gathering_signup, name="gathering_signup"),
    path(f"{_HERE}treffen/abmelden/<str:key>/", views.gathering_cancel, name="gathering_cancel"),
    path(f"{_HERE}treffen/anmeldungen/", views.gathering_list, name="gathering_list"),
    path(f"{_HERE}treffen/nachher/", views.gathering_after, name="gathering_after"),
]
