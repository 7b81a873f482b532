"""What can be done when, and what is said when it cannot."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.participation import policies
from dorflinde.participation.models import Comment, Idea, Phase, Project, Support, check_phases
from dorflinde.places.models import Place

D = datetime.date


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ([("A", D(2026, 5, 3), D(2026, 5, 1))], "endet, bevor"),
        ([("A", D(2026, 5, 1), D(2026, 5, 3)), ("B", D(2026, 5, 3), D(2026, 5, 9))], "läuft noch bis 03.05.2026"),
        ([("B", D(2026, 6, 1), D(2026, 6, 3)), ("A", D(2026, 5, 1), D(2026, 5, 9))], "läuft noch"),
    ],
)
def test_phases_in_the_wrong_order_are_refused(phases: list[tuple[str, D, D]], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        check_phases(phases)


def test_phases_may_leave_days_between_them() -> None:
    check_phases([("A", D(2026, 5, 1), D(2026, 5, 1)), ("B", D(2026, 5, 9), D(2026, 5, 10))])


@pytest.mark.parametrize(
    ("kind", "ideas", "voices"),
    [
        ("information", False, False),
        ("ideas", True, True),
        ("comments", False, True),
        ("decision", False, True),
        ("result", False, False),
    ],
)
def test_each_kind_of_phase_allows_what_it_says(set_up, resident: User, kind: str, ideas: bool, voices: bool) -> None:
    project = set_up((kind, 0, 0))
    assert bool(policies.may_post(resident, project)) is ideas
    assert bool(policies.may_speak(resident, project)) is voices


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ([("information", -3, 3), ("ideas", 4, 9)], "Ideen können Sie ab dem"),
        ([("ideas", -9, -1), ("decision", 0, 9)], "Ideen wurden bis zum"),
        ([("comments", -1, 9)], "werden keine Ideen gesammelt"),
    ],
)
def test_a_form_that_cannot_be_sent_is_not_shown_and_says_when(
    client: Client, set_up, resident: User, phases: list, words: str
) -> None:
    project = set_up(*phases)
    client.force_login(resident)
    url = reverse("participation:idea_new", args=["perlesreut", project.slug])
    page = client.get(url).content.decode()
    assert words in page
    assert "<textarea" not in page
    late = client.post(url, {"title": "Zu spät", "text": "Aber nicht verloren", "place": project.place.public_id})
    assert late.status_code == 403
    assert "Aber nicht verloren" in late.content.decode()
    assert not Idea.objects.exists()


@pytest.mark.parametrize("name", ["comment_new", "idea_support"])
def test_when_the_result_stands_nobody_supports_or_comments(
    client: Client, idea: Idea, second_resident: User, name: str
) -> None:
    ended = timezone.localdate() - datetime.timedelta(days=1)
    Phase.objects.filter(kind=Phase.Kind.IDEAS).update(ends_on=ended)
    Phase.objects.filter(kind=Phase.Kind.DECISION).update(kind=Phase.Kind.RESULT, starts_on=timezone.localdate())
    client.force_login(second_resident)
    url = reverse(f"participation:{name}", args=["perlesreut", idea.public_id])
    assert client.post(url, {"text": "Noch etwas"}).status_code == 403
    assert not Comment.objects.exists()
    assert not Support.objects.exists()
    assert "Unterstützen und kommentieren war bis zum" in client.get(idea.get_absolute_url()).content.decode()


def test_a_phase_ends_with_the_evening_of_its_last_day_in_the_village(project: Project, resident: User) -> None:
    last = project.timetable[0].ends_on
    evening = datetime.datetime(last.year, last.month, last.day, 21, 30, tzinfo=datetime.UTC)
    with time_machine.travel(evening, tick=False):
        assert policies.may_post(resident, project)
    with time_machine.travel(evening + datetime.timedelta(hours=3), tick=False):
        assert not policies.may_post(resident, project)


@pytest.mark.parametrize(("days", "words"), [(9, "noch 9 Tage"), (1, "noch 1 Tag"), (0, "nur noch heute")])
def test_the_page_says_how_long_it_lasts(client: Client, set_up, days: int, words: str) -> None:
    project = set_up(("ideas", -1, days))
    assert words in client.get(project.get_absolute_url()).content.decode()
    assert words in client.get(reverse("participation:index", args=["perlesreut"])).content.decode()


def test_only_those_who_live_there_take_part_where_the_town_hall_wants_it(
    client: Client, set_up, resident: User, outsider: User, village: Place
) -> None:
    project = set_up(("ideas", 0, 3), participants=Project.Participants.RESIDENTS)
    url = reverse("participation:idea_new", args=["perlesreut", project.slug])
    guest = client.get(url).content.decode()
    assert "Bitte melden Sie sich an" in guest
    assert "<textarea" not in guest
    client.force_login(outsider)
    assert "Heimatort" in client.get(url).content.decode()
    for home in (resident.home, village):
        resident.home = home
        resident.save()
        client.force_login(resident)
        assert "<textarea" in client.get(url).content.decode()
