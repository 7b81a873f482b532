"""A meeting at which measures are voted on with dots: the way to the vote, and the result in the minutes."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import Activity, Gathering, Project
from dorflinde.places.models import Place
from dorflinde.places.public import switch_module
from dorflinde.strategy import actions as strategy
from dorflinde.strategy.models import Measure, VoteRound
from dorflinde.strategy.public import Profile, create_measure


@pytest.fixture
def measures(municipality: Place) -> list[Measure]:
    """Two that everyone may read."""
    return [create_measure(municipality, Profile(title=title), actor=None) for title in ("Mitfahrbank", "Dorfladen")]


@pytest.fixture
def vote(municipality: Place, measures: list[Measure]) -> VoteRound:
    """Runs until tomorrow."""
    ends = timezone.now() + datetime.timedelta(days=1)
    made = VoteRound(municipality=municipality, title="Was zuerst?", dots=5, most=3, closes_at=ends)
    return strategy.save_vote_round(made, measures, actor=None)


@pytest.fixture
def meeting(project: Project) -> Activity:
    """A meeting without a plan yet."""
    return actions.create_activity(project, "meeting", ActivityPlan(project.timetable[0], "Werkstatt"), actor=None)


def plan(client: Client, meeting: Activity, **more: Any) -> Any:
    """Send the plan of a meeting."""
    sent = {"starts_at": "2027-05-03T19:00", "agenda": "19:00 Begrüßung\n19:30 Was zuerst kommt", **more}
    return client.post(f"{meeting.get_absolute_url()}treffen/", sent)


def test_the_point_of_the_agenda_leads_to_the_vote_and_the_minutes_show_what_came_of_it(
    client: Client, meeting: Activity, vote: VoteRound, measures: list[Measure], clerk: User, resident: User,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:  # fmt: skip
    client.force_login(clerk)
    assert plan(client, meeting, vote=str(vote.public_id), vote_point="2").status_code == 302
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert f'Was zuerst kommt · <a href="{vote.get_absolute_url()}">Was zuerst?</a>' in page
    assert "Zur Abstimmung" in page and "läuft" in page
    with django_capture_on_commit_callbacks(execute=True):
        strategy.count_paper(vote, 4, {measures[0]: 3, measures[1]: 9}, actor=clerk)
        strategy.count_votes(vote, actor=clerk)
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert "4 Menschen haben abgestimmt." in page and "Zur Abstimmung" not in page
    assert page.index("Dorfladen") < page.index("Mitfahrbank"), "the most dots first"
    assert measures[1].get_absolute_url() in page
    actions.close_activity(meeting, actor=None)
    client.force_login(resident)
    assert "4 Menschen haben abgestimmt." in client.get(meeting.project.get_absolute_url()).content.decode()


def test_what_is_only_for_the_staff_or_of_elsewhere_is_not_offered(
    client: Client, meeting: Activity, vote: VoteRound, neighbour: Place, clerk: User
) -> None:
    client.force_login(clerk)
    assert plan(client, meeting, vote=str(uuid.uuid4())).context["form"].errors.keys() == {"vote"}
    assert plan(client, meeting, vote=str(vote.public_id), vote_point="3").context["form"].errors.keys() == {
        "vote_point"
    }
    for hidden in ({"who": VoteRound.Who.STAFF}, {"who": VoteRound.Who.PUBLIC, "municipality": neighbour}):
        VoteRound.objects.update(**hidden)
        plan(client, meeting, vote=str(vote.public_id))
        meeting.gathering.refresh_from_db()
        assert meeting.gathering.vote is None


def test_a_vote_that_is_no_longer_offered_stays_until_another_is_chosen(
    client: Client, meeting: Activity, vote: VoteRound, measures: list[Measure], clerk: User, municipality: Place
) -> None:
    client.force_login(clerk)
    plan(client, meeting, vote=str(vote.public_id), vote_point="2")
    address = f"{meeting.get_absolute_url()}treffen/"

    def kept() -> tuple[uuid.UUID | None, int | None]:
        gathering = Gathering.objects.get(activity=meeting)
        return gathering.vote, gathering.vote_point

    switch_module(municipality, "strategy", on=False)
    assert "vote" not in client.get(address).context["form"].fields
    plan(client, meeting)
    assert kept() == (vote.public_id, 2), "the field was not there"
    switch_module(municipality, "strategy", on=True)
    VoteRound.objects.update(who=VoteRound.Who.STAFF)
    other = VoteRound(municipality=municipality, title="Was danach?", dots=5, most=3, closes_at=vote.closes_at)
    strategy.save_vote_round(other, measures, actor=None)
    form = client.get(address).context["form"]
    assert "wie bisher" in str(form["vote"]) and "Was zuerst?" not in str(form["vote"])
    assert plan(client, meeting, vote=str(form["vote"].value()), vote_point="2").status_code == 302
    assert kept() == (vote.public_id, 2)
    plan(client, meeting, vote="")
    assert kept() == (None, None)


def test_a_vote_that_is_gone_leaves_no_trace_on_the_page(
    client: Client, meeting: Activity, vote: VoteRound, clerk: User, municipality: Place
) -> None:
    client.force_login(clerk)
    plan(client, meeting, vote=str(vote.public_id))
    switch_module(municipality, "strategy", on=False)
    assert "Was zuerst?" not in client.get(meeting.get_absolute_url()).content.decode()
    switch_module(municipality, "strategy", on=True)
    strategy.delete_vote_round(vote, actor=None)
    page = client.get(meeting.get_absolute_url())
    assert page.status_code == 200 and "Zur Abstimmung" not in page.content.decode()
