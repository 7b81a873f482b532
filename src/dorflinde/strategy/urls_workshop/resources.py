"""Money, people, funding."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import deadlines, resources

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/geld/", resources.money, name="money"),
    path("<slug:municipality>/geld/tabelle.xlsx", resources.money_file, name="money_file"),
    path("<slug:municipality>/geld/deckel/", resources.ceilings, name="ceilings"),
    path("<slug:municipality>/personal/", resources.staff, name="staff"),
    path("<slug:municipality>/personal/neu/", resources.role_new, name="role_new"),
    path("<slug:municipality>/personal/<uuid:role>/", resources.role, name="role"),
    path("<slug:municipality>/personal/<uuid:role>/loeschen/", resources.role_delete, name="role_delete"),
    path("<slug:municipality>/foerderfristen/", deadlines.reminders, name="reminders"),
    path("<slug:municipality>/foerderfristen/kalender.ics", deadlines.reminders_file, name="reminders_file"),
    path("<slug:municipality>/foerderfristen/abo/", deadlines.share, name="reminders_share"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/planung/", resources.planning, name="planning"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/termin-fest/", resources.pin, name="pin"),
]
