"""Every format people can take part in lives in the sample region, the same in each demo."""

import tomllib

import pytest
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.participation import formats, queries
from dorflinde.participation.models import Activity
from dorflinde.places.models import Place
from dorflinde.project.sample import builder, mitreden
from dorflinde.project.sample.stage import Cast

pytestmark = pytest.mark.django_db


def test_every_format_is_under_way_or_done(client: Client, municipality: Place, clerk: User) -> None:
    Place.objects.create(kind=Place.Kind.VILLAGE, parent=municipality, name="Waldenreut", slug="waldenreut")
    story = tomllib.loads((builder.DATA / "story.toml").read_text(encoding="utf-8"))
    cast = Cast(clerk, clerk)
    for name in story["residents"]:
        cast.people[name] = User.objects.create_user(f"{name}@beispiel.invalid", pseudonym=name, home=municipality)
    mitreden.tell(cast)

    told = {activity.kind for activity in Activity.objects.filter(is_sample=True)}
    assert told == {entry.kind for entry in formats.all_formats() if not entry.kind.startswith("test")}
    address = "/perlesreut/mitreden"
    drawn = client.get(f"{address}/marktplatz/was-uns-am-markt-wichtig-ist/karte/").content.decode()
    assert "64 Menschen haben abgestimmt" in drawn
    assert "Gruppe C" in drawn
    counted = client.get(f"{address}/buergerhaushalt-1/15-000-euro-fuer-den-ort/").content.decode()
    assert "49 Menschen haben abgestimmt: 36 online, 13 auf Papier." in counted
    budget = queries.budget_of(Activity.objects.get(project__slug="buergerhaushalt-1", kind="budget"))
    (result,) = queries.results_of_budget(budget)
    assert [winner.proposal.number for winner in result.winners] == [5, 1, 4, 3, 2, 10]
    signed = client.get(f"{address}/antraege/vorschlaege-mit-mitzeichnung/").content.decode()
    assert "23 von 25 Mitzeichnungen" in signed
    project = client.get(f"{address}/marktplatz/").content.decode()
    assert "Auf dem Platz vor der Schule" in project  # the record of the question hour
    assert "Der Kanal muss erneuert werden" in project  # the minutes of the meeting
    assert "participation/hall.css" in project
