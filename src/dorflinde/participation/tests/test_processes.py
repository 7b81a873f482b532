"""Leading a project through: told once and on time, private where it should be, copied without what people said."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import personal, subjects
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.participation import actions, tasks
from dorflinde.participation.actions import ActivityPlan, Mark
from dorflinde.participation.models import (
    Activity,
    Announcement,
    AnswerSheet,
    Invitee,
    Outcome,
    Phase,
    Project,
    Question,
)
from dorflinde.trail.public import follow

from .conftest import day
from .questionnaires import Asked


def on(number: int, hour: int = 8) -> datetime.datetime:
    """A moment so many days from today."""
    return timezone.make_aware(datetime.datetime.combine(day(number), datetime.time(hour)))


def announced(project: Project) -> list[tuple[str, str]]:
    """What was said about the phases of a project, in order."""
    keys = [phase.public_id for phase in Phase.objects.filter(project=project)]
    entries = Entry.objects.filter(subject_kind="participation.phase", subject_id__in=keys).order_by("pk")
    return [(entry.title.partition(":")[0], entry.text) for entry in entries]


@pytest.fixture
def coming(set_up) -> Project:
    """Ideas from day 5 to day 18, then the council."""
    return set_up(("information", 0, 4), ("ideas", 5, 18), ("decision", 20, 30))


# --- Once and on time ---------------------------------------------------------------------------------------------------------
def test_start_reminder_and_end_are_told_each_once_however_often_the_clock_runs(coming: Project) -> None:
    for number in range(25):
        for hour in (0, 6, 23):
            with time_machine.travel(on(number, hour), tick=False):
                tasks.look_after_projects()
    assert [words for words, _text in announced(coming)] == [
        "Jetzt mitmachen",
        "Noch 3 Tage",
        "„Ideen sammeln“ ist zu Ende",
    ]
    assert "Als Nächstes" in announced(coming)[2][1]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([4], []),
        ([5], ["Jetzt mitmachen"]),
        ([8], ["Jetzt mitmachen"]),  # three days missed
        ([14], []),  # nine days missed: no news any more
        ([14, 16], ["Noch 2 Tage"]),
        ([5, 18], ["Jetzt mitmachen", "Nur noch heute"]),  # the reminder missed but for its last day
        ([5, 19], ["Jetzt mitmachen", "„Ideen sammeln“ ist zu Ende"]),  # and missed altogether
        ([5, 25], ["Jetzt mitmachen", "„Ideen sammeln“ ist zu Ende"]),
        ([5, 27], ["Jetzt mitmachen"]),
        ([19], ["„Ideen sammeln“ ist zu Ende"]),
    ],
)
def test_what_was_missed_is_told_while_it_is_news(coming: Project, days: list[int], words: list[str]) -> None:
    for number in days:
        with time_machine.travel(on(number), tick=False):
            actions.announce_what_is_due()
    assert [said for said, _text in announced(coming)] == words


def test_a_longer_phase_is_reminded_of_again_and_a_short_one_never(set_up) -> None:
    short = set_up(("ideas", 2, 6), title="Kurz")
    long = set_up(("ideas", 2, 18), title="Lang")
    for number in (2, 4, 16):
        with time_machine.travel(on(number), tick=False):
            actions.announce_what_is_due()
    assert [said for said, _text in announced(short)] == ["Jetzt mitmachen"]
    Phase.objects.filter(project=long).update(ends_on=day(25))
    for number in (19, 23, 26):
        with time_machine.travel(on(number), tick=False):
            actions.announce_what_is_due()
    assert [said for said, _text in announced(long)] == [
        "Jetzt mitmachen", "Noch 2 Tage", "Noch 2 Tage", "„Ideen sammeln“ ist zu Ende",
    ]  # fmt: skip


def test_the_publication_tells_the_beginning_of_what_runs_already(set_up) -> None:
    project = set_up(("ideas", -2, 9))
    actions.announce_what_is_due()
    assert announced(project) == []
    assert Announcement.objects.get().is_told is False


def test_drafts_are_not_announced(set_up) -> None:
    set_up(("ideas", 0, 9), publish=False)
    assert actions.announce_what_is_due() == 0
    assert not Announcement.objects.exists()


def test_a_phase_of_waiting_is_not_announced(set_up) -> None:
    set_up(("information", -5, -1), ("decision", 1, 9))
    with time_machine.travel(on(2), tick=False):
        assert actions.announce_what_is_due() == 0


def test_who_follows_is_told_and_a_broken_round_is_made_up_for(coming: Project, resident: User, monkeypatch) -> None:
    follow(coming.ref, resident)
    with time_machine.travel(on(5), tick=False):
        with monkeypatch.context() as patch:
            patch.setattr(actions.processes, "tell_followers", lambda *_a, **_k: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                actions.announce_what_is_due()
        assert announced(coming) == [], "the entry went with the failed message, and so did the row"
        actions.announce_what_is_due()
    item = OutboxItem.objects.get(audience="followers")
    assert item.title == "Jetzt mitmachen: Wohin mit der alten Bank?"
    assert item.url == coming.get_absolute_url()
    assert len(announced(coming)) == 1


def test_the_clock_is_wound_with_the_hourly_round(coming: Project) -> None:
    with time_machine.travel(on(5), tick=False):
        personal.forget_what_is_due()
    assert len(announced(coming)) == 1


def test_a_project_taken_off_the_page_takes_its_announcements_along(coming: Project) -> None:
    with time_machine.travel(on(5), tick=False):
        actions.announce_what_is_due()
        actions.unpublish_project(coming, actor=None)
    assert announced(coming) == []


# --- The result -----------------------------------------------------------------------------------------------------------------
def test_at_the_end_the_desk_asks_for_the_result_once_and_everyone_reads_it(
    client: Client, coming: Project, clerk: User, resident: User
) -> None:
    follow(coming.ref, resident)
    due = day(30 + 28)
    with time_machine.travel(on(31), tick=False):
        for _round in range(3):
            actions.announce_what_is_due()
        todo = Todo.objects.get(kind="result")
        assert todo.due_on == due
        client.force_login(clerk)
        client.post(todo.action_url, {"text": "Die Bank bleibt.\n\nIm Mai wird sie gestrichen.", "by": "Bauamt"})
        assert not Todo.objects.waiting().filter(kind="result").exists()
        client.logout()
        page = client.get(coming.get_absolute_url()).content.decode()
        assert page.index("Die Bank bleibt.") < page.index("Abgeschlossen")
        assert OutboxItem.objects.filter(audience="followers", title__startswith="Ergebnis").count() == 1
        assert Entry.objects.get(subject_kind="participation.outcome").title == "Ergebnis: Wohin mit der alten Bank?"
        client.force_login(clerk)
        client.post(todo.action_url, {"text": "Die Bank bleibt doch nicht.", "by": "Bauamt"})
        actions.announce_what_is_due()
    outcome = Outcome.objects.get()
    assert outcome.edited_at is not None
    assert OutboxItem.objects.filter(title__startswith="Ergebnis").count() == 1, "a change is dated, not told again"
    assert not Todo.objects.waiting().filter(kind="result").exists()


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x" * 6001}, {"by": ""}])
def test_a_result_needs_words_and_a_sender(client: Client, coming: Project, clerk: User, wrong: dict[str, str]) -> None:
    client.force_login(clerk)
    url = reverse("participation:outcome", args=["perlesreut", coming.slug])
    assert "kern-error" in client.post(url, {"text": "Gut.", "by": "Rathaus", **wrong}).content.decode()
    assert not Outcome.objects.exists()


# --- Private projects -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def private(set_up) -> Project:
    """Only those who were invited see it."""
    return set_up(("ideas", 5, 18), title="Unter uns", access="invited")


def test_a_link_lets_people_in_and_is_taken_back_with_everyone_who_came_by_it(
    client: Client, private: Project, clerk: User, resident: User, second_resident: User
) -> None:
    client.force_login(clerk)
    url = f"{private.get_absolute_url()}einladungen/"
    client.post(url, {"label": "Elternbeirat"})
    client.post(url, {"label": "Nachbarn"})
    parents, neighbours = private.invitations.order_by("pk")
    assert parents.get_absolute_url() in client.get(url).content.decode()
    for person, link in ((resident, parents), (second_resident, neighbours)):
        client.force_login(person)
        assert client.get(private.get_absolute_url()).status_code == 404
        assert client.get(link.get_absolute_url()).status_code == 200
        assert not Invitee.objects.filter(person=person).exists(), "looking at the invitation accepts nothing"
        for _twice in range(2):
            client.post(link.get_absolute_url())
        assert client.get(private.get_absolute_url()).status_code == 200
        assert "Unter uns" in client.get("/perlesreut/mitreden/").content.decode()
    client.force_login(clerk)
    assert "1 Person ist ihr gefolgt" in client.get(url).content.decode()
    client.post(reverse("participation:invitation_revoke", args=["perlesreut", private.slug, parents.public_id]))
    for person, status in ((resident, 404), (second_resident, 200)):
        client.force_login(person)
        assert client.get(private.get_absolute_url()).status_code == status
    assert client.get(parents.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(neighbours.get_absolute_url())["Location"].startswith(reverse("account_login"))


def test_nothing_private_stands_anywhere_for_everyone(
    client: Client, private: Project, resident: User, second_resident: User
) -> None:
    invitation = actions.invite(private, "Alle", actor=None)
    actions.accept(invitation, actor=resident)
    with time_machine.travel(on(5), tick=False):
        idea = actions.post_idea(private, actor=resident, title="Ein Geheimnis", text="Nur für uns")
        comment = actions.comment_on_idea(idea, actor=resident, text="Pst!")
        actions.announce_what_is_due()
        client.force_login(second_resident)
        for url in (
            "/perlesreut/",
            "/perlesreut/mitreden/",
            "/perlesreut/suche/?q=Geheimnis",
            "/ringelai/mitreden/",
            "/spur/",
        ):
            page = client.get(url).content.decode()
            assert "Ein Geheimnis" not in page.replace("Geheimnis&quot;", ""), url
            assert "Unter uns" not in page, url
        assert client.get(idea.get_absolute_url()).status_code == 404
    assert not Entry.objects.exists()
    for ref in (private.ref, idea.ref, comment.ref):
        described = subjects.describe(ref)
        assert described is not None
        assert not described.is_public
    told = OutboxItem.objects.get(title__startswith="Jetzt mitmachen")
    assert (told.audience, told.recipient) == ("person", resident)


def test_a_project_that_becomes_private_leaves_the_stream_and_comes_back(
    client: Client, set_up, clerk: User, resident: User
) -> None:
    project = set_up(("ideas", 0, 9))
    actions.post_idea(project, actor=resident, title="Sichtbar", text="Für alle")
    assert Entry.objects.count() == 2
    client.force_login(clerk)
    edit = reverse("participation:project_edit", args=["perlesreut", project.slug])
    phase = project.timetable[0]
    sent = {
        "place": str(project.place.public_id), "title": project.title, "summary": project.summary, "participants": "everyone",
        "proof": "none", "phasen-TOTAL_FORMS": "1", "phasen-INITIAL_FORMS": "1", "phasen-0-key": str(phase.public_id),
        "phasen-0-kind": "ideas", "phasen-0-title": "Ideen", "phasen-0-starts_on": day(0).isoformat(), "phasen-0-ends_on": day(9).isoformat(),
    }  # fmt: skip
    assert client.post(edit, {**sent, "access": "invited"}).status_code == 302
    assert not Entry.objects.exists()
    client.post(edit, {**sent, "access": "public"})
    assert Entry.objects.count() == 2


# --- Copies -----------------------------------------------------------------------------------------------------------------------
def test_a_copy_takes_everything_along_but_what_people_said(
    client: Client, survey: Activity, asked: Asked, clerk: User, resident: User
) -> None:
    actions.hand_in(survey, [Mark(asked["far"].pk, number=7)], actor=resident)
    actions.create_activity(
        survey.project, "survey", ActivityPlan(survey.project.timetable[1], "Wie war es?"), actor=None
    )
    client.force_login(clerk)
    url = reverse("participation:project_copy", args=["perlesreut", survey.project.slug])
    response = client.post(url, {"title": "Noch einmal unterwegs", "first_day": day(100).isoformat()})
    copy = Project.objects.complete().get(title="Noch einmal unterwegs")
    assert response["Location"] == reverse("participation:project_edit", args=["perlesreut", copy.slug])
    assert not copy.is_published
    assert [(phase.starts_on, phase.ends_on) for phase in copy.timetable] == [
        (day(100), day(114)),
        (day(115), day(135)),
    ]
    first, second = Activity.objects.of(copy).in_order()
    assert (first.title, first.options, first.phase) == (survey.title, survey.options, copy.timetable[0])
    assert (second.title, second.phase) == ("Wie war es?", copy.timetable[1])
    assert Question.objects.of(first).count() == len(asked)
    assert AnswerSheet.objects.count() == 1
    assert survey.project.timetable[0].starts_on == day(-5), "the template stays as it was"
    assert "kern-error" in client.post(url, {"title": "", "first_day": "morgen"}).content.decode()


def test_people_follow_a_project_and_stop(client: Client, coming: Project, resident: User) -> None:
    client.force_login(resident)
    url = reverse("participation:project_follow", args=["perlesreut", coming.slug])
    assert "folgen?" in client.get(url).content.decode()
    client.post(url)
    assert "Nicht mehr folgen?" in client.get(url).content.decode()
    client.post(url)
    assert "Nicht mehr folgen?" not in client.get(url).content.decode()
