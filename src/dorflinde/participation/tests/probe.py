"""A format for tests of what all formats share: a page of one line, and people who can be set."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from dorflinde.participation import formats
from dorflinde.participation.models import Activity

people: dict[int, int] = {}
missing: dict[int, str] = {}
started: list[int] = []


class Options(forms.Form):
    """One small option."""

    most = forms.IntegerField(label="Höchstens", min_value=1)


def page(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Say which activity it is."""
    return HttpResponse(f"Hier ist {activity.title}")


PROBE = formats.Format(
    kind="probe",
    label="Probe",
    icon="list",
    explanation="Nur ein Versuch.",
    invitation="Probieren",
    page=page,
    start=lambda activity, actor: started.append(activity.pk),
    numbers=lambda batch: {activity.pk: people[activity.pk] for activity in batch if activity.pk in people},
    missing=lambda batch: {activity.pk: missing[activity.pk] for activity in batch if activity.pk in missing},
    card=lambda request, activity: SafeString("<p>Noch ein Wort.</p>"),
    options=Options,
)
