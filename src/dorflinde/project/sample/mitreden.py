"""The talking part of the story where the demo opens: every format people can take part in, under way and done. All invented."""

import datetime
import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.participation import actions
from dorflinde.participation.models import Activity, Choice, Project, QuestionHour
from dorflinde.participation.public import PhasePlan, ProjectPlan
from dorflinde.places.public import Place, find_municipality

from . import budgets
from .stage import Cast, at_noon, day_from_now
from .workbench import evening

STORY = Path(__file__).parent / "data" / "mitreden.toml"
_STAGE = "perlesreut"
_VISITOR = "linden_lena"  # who tries the demo signs in as her: what can still be done, she has not done
_WAYS_TO_SEE_IT = 3
_PASSES = 0.12


def tell(cast: Cast) -> None:
    """Let people take part in everything there is."""
    place = find_municipality(_STAGE)
    for one in tomllib.loads(STORY.read_text(encoding="utf-8"))["project"]:
        project = _project(place, one, cast)
        for key, told in _TELLERS.items():
            for said in one.get(key, []):
                told(project, said, cast)
        if "outcome" in one:
            end = one["outcome"]
            actions.write_outcome(
                project, text=end["text"], by="Rathaus (Beispiel)", actor=cast.clerk, at=at_noon(end["days_ago"])
            )


def without_the_visitor(cast: Cast) -> list[User]:
    """Return the people of the story who have taken part already."""
    return [person for name, person in cast.people.items() if name != _VISITOR]


def _project(place: Place, one: dict[str, Any], cast: Cast) -> Project:
    phases = [
        PhasePlan(phase["kind"], phase["title"], day_from_now(phase["from"]), day_from_now(phase["to"]))
        for phase in one["phases"]
    ]
    plan = ProjectPlan(
        place=place, title=one["title"], summary=one["summary"], text=one["text"], phases=phases,
        participants=one.get("participants", Project.Participants.EVERYONE), contact=f"Rathaus {place.name} (Beispiel)",
    )  # fmt: skip
    made = actions.create_project(
        plan, actor=cast.clerk, slug=one["key"], publish=True, at=at_noon(-one["phases"][0]["from"]), is_sample=True
    )
    return Project.objects.complete().get(pk=made.pk)


def _activity(project: Project, kind: str, one: dict[str, Any], cast: Cast, **options: Any) -> Activity:
    phase = project.timetable[one["phase"]]
    plan = actions.ActivityPlan(phase, one["title"], one.get("text", ""), options)
    begun = (timezone.localdate() - phase.starts_on).days
    return actions.create_activity(
        project, kind, plan, actor=cast.clerk, at=at_noon(max(begun, 0)), is_sample=True
    )  # fmt: skip


def _meeting(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Invite to a meeting; one that was has its minutes, one that comes has people who want to come."""
    gathering = _activity(project, "meeting", one, cast).gathering
    begins = evening(-one["day"])
    agenda = [actions.AgendaPoint(title, datetime.time.fromisoformat(at)) for at, title in one["agenda"]]
    ends = begins + datetime.timedelta(hours=2, minutes=30)
    plan = actions.GatheringPlan(begins, ends, one["venue"], "signups" in one, one.get("seats"), agenda)
    actions.plan_gathering(gathering, plan, actor=cast.clerk)
    for person in without_the_visitor(cast)[: one.get("signups", 0)]:
        actions.sign_up(gathering, person=person, actor=person)
    for name in one.get("called", []):
        actions.sign_up(gathering, name=name, actor=cast.clerk)
    if "minutes" in one:
        actions.write_minutes(gathering, one["minutes"], came=one["came"], actor=cast.clerk)


def _hour(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Announce a question hour; one that was has its record."""
    activity = _activity(project, "question_hour", one, cast, approval="first", who="hall")
    QuestionHour.objects.filter(activity=activity).update(code=one["code"])  # the same in every demo
    if "questions" not in one:
        return
    begins, asked = evening(-one["day"]), {}
    for number, said in enumerate(one["questions"]):
        at = begins + datetime.timedelta(minutes=4 + number * 3)
        if said.get("spoken"):
            made = actions.note_question(activity, said["text"], actor=cast.clerk, at=at)
        else:
            made = actions.ask(activity, said["text"], name=said.get("name", ""), at=at)
        asked[said["text"]] = made
        for person in _some(cast, said["supports"], number):
            actions.stand_behind(made, person=person)
    twin, into = one["merged"]
    copy = actions.ask(activity, twin, at=begins + datetime.timedelta(minutes=40))
    actions.merge_questions([asked[into], copy], asked[into], actor=cast.clerk)
    answered = [said for said in one["questions"] if "answer" in said]
    for number, said in enumerate(answered):
        at = begins + datetime.timedelta(minutes=45 + number * 8)
        actions.answer_in_hall(asked[said["text"]], said["answer"], actor=cast.clerk, at=at)
    _poll(activity, one["poll"], cast)


def _poll(activity: Activity, one: dict[str, Any], cast: Cast) -> None:
    poll = actions.prepare_poll(activity, one["text"], one["options"], actor=cast.clerk)
    actions.open_poll(poll, actor=cast.clerk)
    people = iter(cast.people.values())
    for option, votes in zip(poll.options.order_by("position"), one["votes"], strict=True):
        for _vote in range(votes):
            actions.vote_in_hall(option, person=next(people))
    actions.close_poll(poll, actor=cast.clerk)


def _map(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Let people vote on statements, in three ways to see it that nobody told them."""
    activity = _activity(project, "opinion_map", one, cast, own="checked", shown="running", least=5)
    texts = [said["text"] for said in one["statements"]]
    statements = actions.add_statements(activity, texts, actor=cast.clerk, at=activity.created_at)
    chance = random.Random(project.slug)  # noqa: S311  # repeatable, not secret
    people: list[User | None] = [*without_the_visitor(cast)]
    people += [None] * (one["voters"] - len(people))
    sheets = []
    for number, person in enumerate(people):
        likes = [said["agree"][number % _WAYS_TO_SEE_IT] for said in one["statements"]]
        votes = {}
        for statement, like in zip(statements, likes, strict=True):
            if chance.random() < _PASSES:
                continue  # not everybody answers everything
            if chance.random() < _PASSES:
                votes[statement] = 0
            else:
                votes[statement] = 1 if chance.random() * 100 < like else -1
        sheets.append((person, votes))
    actions.take_over_opinions(activity, sheets)


def _debate(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Let people say what speaks for something and what against it."""
    activity = _activity(project, "debate", one, cast)
    for number, said in enumerate(one["remarks"]):
        made = actions.remark(
            activity, actor=cast.people[said["by"]], text=said["text"], stance=said["stance"],
            at=at_noon(said["days_ago"], spread=said["by"]),
        )  # fmt: skip
        for reply in said.get("replies", []):
            actions.remark(
                activity, actor=cast.people[reply["by"]], text=reply["text"], reply_to=made,
                at=at_noon(reply["days_ago"], spread=reply["by"]),
            )  # fmt: skip
        for person in _some(cast, said["supports"], number, without=said["by"]):
            actions.support_remark(made, actor=person)


def _document(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Put up a draft that people have found better words for."""
    activity = _activity(project, "document", one, cast)
    actions.set_text(activity, one["draft"].strip(), actor=cast.clerk)
    paragraphs = {paragraph.number: paragraph for paragraph in activity.paragraphs.all()}
    for number, said in enumerate(one["comments"]):
        made = actions.remark(
            activity, actor=cast.people[said["by"]], text=said["text"], paragraph=paragraphs[said["paragraph"]],
            suggestion=said.get("suggestion", ""), at=at_noon(said["days_ago"], spread=said["by"]),
        )  # fmt: skip
        for person in _some(cast, said["supports"], number, without=said["by"]):
            actions.support_remark(made, actor=person)
        if "verdict" in said:
            actions.answer_remarks(
                [made], actor=cast.clerk, verdict=said["verdict"], text=said["answer"], tell=False,
                at=at_noon(max(said["days_ago"] - 5, 1), spread=said["answer"]),
            )  # fmt: skip


def _survey(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Ask a few questions, and let people have answered them."""
    activity = _activity(project, "survey", one, cast, anonymous=False, results="after")
    questions = [
        actions.save_question(
            activity,
            actions.QuestionPlan(
                said["kind"], said["title"], is_required=said.get("required", False), choices=said.get("choices", ())
            ),
            actor=cast.clerk,
        )
        for said in one["questions"]
    ]
    chance = random.Random(one["title"])  # noqa: S311  # repeatable, not secret
    choices = {question.pk: list(Choice.objects.filter(question=question)) for question in questions}
    for number, person in enumerate(without_the_visitor(cast)[: one["answers"]]):
        marks = []
        for question in questions:
            offered = choices[question.pk]
            if question.kind == "text":
                if number % 3 == 0:
                    marks.append(actions.Mark(question.pk, text=one["words"][number // 3 % len(one["words"])]))
            elif question.kind == "multiple":
                picked = chance.sample(offered, chance.randrange(1, 4))
                marks += [actions.Mark(question.pk, choice=choice.pk) for choice in picked]
            else:
                marks.append(actions.Mark(question.pk, choice=chance.choice(offered).pk))
        actions.hand_in(activity, marks, actor=person, at=at_noon(18 - number // 2), is_sample=True)


def _proposals(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Let people propose and sign: one proposal is answered, one is short of its number, one has just begun."""
    activity = _activity(project, "proposal", one, cast, first=one["first"], quorum=one["quorum"])
    for number, said in enumerate(one["proposals"]):
        lon, lat = said.get("pin", (None, None))
        plan = actions.PetitionPlan(said["title"], said["text"], said["change"], lat, lon)
        author, began = cast.people[said["by"]], said["days_ago"]
        made = actions.begin_petition(activity, plan, actor=author, at=at_noon(began, spread=said["by"]))
        for rank, person in enumerate(_some(cast, said["signatures"], number, without=said["by"])):
            at = at_noon(max(began - 1 - rank, 1), spread=person.public_name)
            actions.sign(made, actor=person, shows_name=rank % 3 != 2, at=at)
        for word in said.get("comments", []):
            at = at_noon(word["days_ago"], spread=word["by"])
            actions.remark(activity, actor=cast.people[word["by"]], text=word["text"], petition=made, at=at)
        if "status" in said:
            actions.answer_petition(
                made, actor=cast.clerk, status=said["status"], text=said["answer"], by="Marktgemeinderat (Beispiel)",
                at=at_noon(said["answered_days_ago"]),
            )  # fmt: skip


def _budget(project: Project, one: dict[str, Any], cast: Cast) -> None:
    """Let people have proposed and voted; what is over is counted."""
    voters = list(cast.people.values()) if "counted_days_ago" in one else without_the_visitor(cast)
    budgets.tell(_activity(project, "budget", one, cast), one, voters, cast)


def _some(cast: Cast, number: int, turn: int, *, without: str = "") -> list[User]:
    """Return so many people, others each time."""
    names = [name for name in cast.people if name not in {without, _VISITOR}]
    start = turn * 7 % len(names)
    return [cast.people[name] for name in (names[start:] + names[:start])[:number]]


_TELLERS: dict[str, Callable[[Project, dict[str, Any], Cast], None]] = {
    "meeting": _meeting, "hour": _hour, "map": _map, "debate": _debate, "document": _document, "survey": _survey,
    "proposals": _proposals, "budget": _budget,
}  # fmt: skip
