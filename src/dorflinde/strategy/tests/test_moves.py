"""Each move of a measure is told once to those who wait for it, written on its trail and in the audit."""

import dataclasses
import datetime

import pytest
from django.utils import timezone, translation

from dorflinde.audit.models import Record
from dorflinde.core import subjects
from dorflinde.core.dates import parse_plan_date
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry
from dorflinde.outlets.actions import deliver_waiting
from dorflinde.outlets.models import Notification
from dorflinde.strategy import actions
from dorflinde.strategy.models import Measure, Profile, StatusChange
from dorflinde.trail import public as trail
from dorflinde.trail.models import Step


@pytest.fixture
def told(resident, second_resident):
    """What people were told since the last look: (name, title)."""

    def look() -> list[tuple[str, str]]:
        deliver_waiting()
        found = sorted((row.user.pseudonym, row.title) for row in Notification.objects.select_related("user"))
        Notification.objects.all().delete()
        return found

    return look


@pytest.fixture
def grown(ideas, municipality, resident, clerk, make_measure) -> Measure:
    """A measure that grew from an idea the resident follows."""
    idea = ideas.post(municipality)
    trail.follow(idea, resident)
    return make_measure(number="M22", origins=[idea], actor=clerk)


def profile(measure: Measure) -> Profile:
    return Profile.of(Measure.objects.with_profile().get(pk=measure.pk))


# --- From idea to measure ---------------------------------------------------------------------------------------------
def test_an_idea_becomes_a_measure_and_its_followers_are_told(grown, told, clerk):
    assert told() == [("linden_lena", "Aus „Bänke zum Mitfahren“ wird die Maßnahme M22")]
    origin = trail.origins_of(grown.ref)[0]
    step = Step.objects.get(node__kind=origin.ref.kind)
    assert (step.kind, step.title, step.url) == ("measure", "Daraus wird die Maßnahme M22", grown.get_absolute_url())
    assert Entry.objects.get().title == "Neue Maßnahme: Mitfahrbank"
    todo = Todo.objects.waiting().get()
    assert (todo.kind, todo.due_on) == ("progress", timezone.localdate() + datetime.timedelta(days=91))
    record = Record.objects.get(verb="strategy.measure.created")
    assert (record.actor, record.details["origins"]) == (clerk, [str(origin.ref)])


def test_who_follows_two_of_the_ideas_is_told_once(ideas, municipality, resident, second_resident, told, make_measure):
    first, second = ideas.post(municipality, "Bänke"), ideas.post(municipality, "Mitfahr-App")
    for idea in (first, second):
        trail.follow(idea, resident)
    trail.follow(second, second_resident)
    make_measure(number="M22", origins=[first, second, first])
    title = "Aus „Bänke“ und 1 weiteren Beitrag wird die Maßnahme M22"
    assert told() == [("linden_lena", title), ("waldkauz_12", title)]
    assert Step.objects.filter(kind="measure").count() == 2  # one knot on the trail of each idea


def test_ideas_that_are_added_later_are_told_once_too(ideas, grown, municipality, resident, second_resident, told):
    told()
    more = [ideas.post(municipality, "Mitfahr-App"), ideas.post(municipality, "Taxi")]
    for idea in more:
        trail.follow(idea, second_resident)
    assert actions.add_origins(grown, more, actor=None) == 2
    assert actions.add_origins(grown, more, actor=None) == 0
    assert told() == [("waldkauz_12", "Aus „Mitfahr-App“ und 1 weiteren Beitrag wird die Maßnahme M22")]
    actions.drop_origin(grown, more[0], actor=None)
    assert len(trail.origins_of(grown.ref)) == 2


def test_only_public_contributions_of_this_place_can_be_origins(ideas, municipality, neighbour, village, make_measure):
    for ref in (
        ideas.post(neighbour),
        ideas.post(municipality, is_public=False),
        subjects.Ref("nobody.knows", ideas.post(municipality).id),
    ):
        with pytest.raises(actions.OriginProblem):
            make_measure(origins=[ref])
    assert not Measure.objects.exists()
    assert make_measure(origins=[ideas.post(village)]).pk


def test_the_next_number_follows_the_municipalitys_own_way(municipality, make_measure):
    assert make_measure().number == "M01"
    make_measure(number="M09")
    assert make_measure().number == "M10"
    make_measure(number="Z-3")
    assert actions.next_number(municipality) == "Z-4"
    with pytest.raises(actions.NumberTaken, match="schon vergeben"):
        make_measure(number="m10")


# --- Into the calendar ------------------------------------------------------------------------------------------------
def test_a_date_is_told_in_the_words_in_which_it_is_known(grown, told, clerk):
    told()
    assert actions.schedule(grown, parse_plan_date("Herbst 2027"), None, actor=clerk)
    assert told() == [("linden_lena", "„Mitfahrbank“ steht im Fahrplan: Herbst 2027")]
    assert not actions.schedule(grown, parse_plan_date("Herbst 2027"), None, actor=clerk)
    assert told() == []
    actions.schedule(grown, parse_plan_date("2028"), parse_plan_date("2029"), actor=clerk)
    assert told() == [("linden_lena", "„Mitfahrbank“ hat einen neuen Termin: 2028")]
    actions.schedule(grown, parse_plan_date("2028"), parse_plan_date("2030"), actor=clerk)
    assert told() == [("linden_lena", "„Mitfahrbank“ soll fertig sein: 2030")]
    actions.schedule(grown, None, None, actor=clerk)
    assert told() == [("linden_lena", "„Mitfahrbank“ hat noch keinen Termin")]
    assert Step.objects.filter(kind="scheduled").count() == 4


def test_for_what_has_begun_only_the_end_is_news(grown, told, clerk):
    actions.change_status(grown, "active", actor=clerk)
    actions.schedule(grown, parse_plan_date("2026"), None, actor=clerk)
    told()
    actions.schedule(grown, parse_plan_date("2025"), None, actor=clerk)
    assert told() == []
    actions.schedule(grown, parse_plan_date("2025"), parse_plan_date("Ende 2027"), actor=clerk)
    assert told() == [("linden_lena", "„Mitfahrbank“ soll fertig sein: Ende 2027")]


# --- Begun, done ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "knot", "said", "on_the_square"),
    [
        ("planned", "planned", "ist geplant", False),
        ("active", "begun", "hat begonnen", True),
        ("paused", "paused", "ruht zurzeit", False),
        ("done", "done", "ist fertig", True),
        ("dropped", "dropped", "wird nicht umgesetzt", False),
    ],
)
def test_each_status_is_told_once(grown, told, clerk, status, knot, said, on_the_square):
    told()
    Entry.objects.all().delete()
    assert actions.change_status(grown, status, reason="Darum.", actor=clerk)
    assert actions.change_status(grown, status, reason="Darum.", actor=clerk) is None
    assert told() == [("linden_lena", f"„Mitfahrbank“ {said}")]
    step = Step.objects.get(kind=knot)
    assert (step.text, step.by) == ("Darum.", "Markt Perlesreut")
    assert Entry.objects.exists() is on_the_square
    change = StatusChange.objects.filter(measure=grown).first()
    assert (change.status, change.changed_by, change.reason) == (status, clerk, "Darum.")
    grown.refresh_from_db()
    assert grown.status == status


def test_the_clerk_who_acts_is_not_told(grown, told, clerk, resident):
    trail.follow(grown.ref, clerk)
    told()
    actions.change_status(grown, "active", actor=clerk)
    assert told() == [("linden_lena", "„Mitfahrbank“ hat begonnen")]


def test_progress_without_a_move_is_kept_and_not_told(grown, told, clerk):
    actions.change_status(grown, "active", actor=clerk)
    told()
    actions.change_status(grown, "active", progress=40, actor=clerk)
    grown.refresh_from_db()
    assert (grown.progress, told()) == (40, [])


def test_the_desk_asks_for_news_every_three_months_until_it_is_done(grown, clerk):
    actions.change_status(grown, "active", actor=clerk)
    assert Todo.objects.waiting().count() == 1
    note = actions.report_progress(grown, "Das Fundament steht.", progress=30, actor=clerk)
    assert (note.progress, grown.progress) == (30, 30)
    todo = Todo.objects.waiting().get()
    assert (todo.label, todo.action_label) == ("Maßnahme", "Stand melden")
    actions.change_status(grown, "done", actor=clerk)
    assert not Todo.objects.waiting().exists()


def test_a_report_is_read_by_those_who_follow(grown, told, clerk):
    told()
    actions.report_progress(grown, "Das Fundament steht.", actor=clerk)
    assert told() == [("linden_lena", "Neues zu „Mitfahrbank“")]


# --- Public or not ----------------------------------------------------------------------------------------------------
def test_a_draft_is_told_to_nobody_until_it_is_shown(ideas, municipality, resident, told, clerk, make_measure):
    idea = ideas.post(municipality)
    trail.follow(idea, resident)
    draft = make_measure(number="M22", origins=[idea], visibility="internal")
    actions.schedule(draft, parse_plan_date("2027"), None, actor=clerk)
    actions.change_status(draft, "planned", actor=clerk)
    assert (told(), Entry.objects.count(), Step.objects.count()) == ([], 0, 0)
    actions.change_measure(draft, dataclasses.replace(profile(draft), visibility="public"), actor=clerk)
    assert told() == [("linden_lena", "Aus „Bänke zum Mitfahren“ wird die Maßnahme M22")]
    assert Entry.objects.count() == 1


def test_what_the_moderation_hides_goes_everywhere_and_comes_back_quietly(grown, told, client, moderator):
    told()
    kind = subjects.subject("strategy.measure")
    kind.hide(grown.public_id, actor=moderator, reason="Name darin")
    assert client.get(grown.get_absolute_url()).status_code == 404
    assert not Entry.objects.exists()
    assert not subjects.describe(grown.ref).is_public
    kind.restore(grown.public_id, actor=moderator)
    assert client.get(grown.get_absolute_url()).status_code == 200
    assert told() == []


def test_deleting_tells_why_and_leaves_no_trace_on_the_pages(grown, told, clerk, ideas):
    told()
    ref = grown.ref
    origin = trail.origins_of(ref)[0].ref
    address = grown.get_absolute_url()
    actions.delete_measure(grown, actor=clerk, reason="Doppelt angelegt")
    last = Step.objects.filter(node__subject_id=origin.id).order_by("-at", "-pk").first()
    assert (last.title, last.text) == ("Die Maßnahme „Mitfahrbank“ wurde gelöscht", "Doppelt angelegt")
    assert not Step.objects.filter(url=address).exists()
    assert subjects.describe(ref) is None
    assert not Entry.objects.exists()
    assert not Todo.objects.waiting().exists()
    assert Record.objects.filter(verb="strategy.measure.deleted").exists()
    assert told() == [("linden_lena", "Die Maßnahme „Mitfahrbank“ wurde gelöscht")]


def test_every_change_makes_the_public_pages_new(grown, municipality, clerk):
    for change in (
        lambda: actions.schedule(grown, parse_plan_date("2027"), None, actor=clerk),
        lambda: actions.change_status(grown, "active", actor=clerk),
        lambda: actions.report_progress(grown, "Neues", actor=clerk),
        lambda: actions.change_measure(grown, dataclasses.replace(profile(grown), goal="Neu"), actor=clerk),
    ):
        municipality.refresh_from_db()
        before = municipality.edition
        change()
        municipality.refresh_from_db()
        assert municipality.edition > before


# --- Dependencies -----------------------------------------------------------------------------------------------------
def test_circles_and_neighbours_are_refused(municipality, neighbour, make_measure):
    first, second, third = (make_measure(number=number) for number in ("A", "B", "C"))
    there = make_measure("Drüben", place=neighbour)
    assert actions.set_dependencies(second, [first], actor=None)
    assert actions.set_dependencies(third, [second], actor=None)
    with pytest.raises(actions.DependencyProblem, match="A → C → B → A"):
        actions.set_dependencies(first, [third], actor=None)
    with pytest.raises(actions.DependencyProblem, match="A → A"):
        actions.set_dependencies(first, [first], actor=None)
    with pytest.raises(actions.DependencyProblem, match="derselben Gemeinde"):
        actions.set_dependencies(first, [there], actor=None)
    assert not actions.set_dependencies(second, [first], actor=None)


# --- The story can be told backwards in time --------------------------------------------------------------------------
def test_the_sample_can_set_everything_in_the_past(ideas, municipality, resident, told, make_measure):
    then = timezone.now() - datetime.timedelta(days=200)
    idea = ideas.post(municipality)
    trail.follow(idea, resident)
    measure = actions.create_measure(
        municipality, Profile(title="Bank"), actor=None, origins=[idea], at=then, is_sample=True, tell=False
    )
    actions.schedule(measure, parse_plan_date("2027"), None, actor=None, at=then, tell=False)
    actions.change_status(measure, "active", actor=None, at=then, tell=False)
    actions.report_progress(measure, "Läuft", actor=None, at=then, is_sample=True, tell=False)
    assert told() == []
    assert {step.at for step in Step.objects.all()} == {then}
    assert {entry.published_at for entry in Entry.objects.all()} == {then}
    assert all(entry.is_sample for entry in Entry.objects.all())
    assert measure.created_at == measure.announced_at == then


def test_what_is_told_speaks_the_houses_language_whoever_acts(ideas, municipality, resident, clerk, told, make_measure):
    idea = ideas.post(municipality)
    trail.follow(idea, resident)
    with translation.override("en"):
        measure = make_measure(number="M22", origins=[idea], actor=clerk)
        actions.schedule(measure, parse_plan_date("autumn 2027"), parse_plan_date("2028"), actor=clerk)
        actions.change_status(measure, "active", actor=clerk)
        actions.report_progress(measure, "Läuft", actor=clerk)
    assert [title for _name, title in told()] == [
        "Aus „Bänke zum Mitfahren“ wird die Maßnahme M22",
        "Neues zu „Mitfahrbank“",
        "„Mitfahrbank“ hat begonnen",
        "„Mitfahrbank“ steht im Fahrplan: Herbst 2027",
    ]
    assert Step.objects.get(kind="scheduled").text == "Geplanter Zeitraum: Herbst 2027 bis 2028"
    assert Todo.objects.waiting().get().action_label == "Stand melden"
