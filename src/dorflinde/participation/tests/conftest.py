"""A project in which ideas are collected today, an idea in it, and a photo that tells too much."""

import datetime
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from dorflinde.accounts.models import User
from dorflinde.participation import actions, formats
from dorflinde.participation.actions import ActivityPlan, PhasePlan, ProjectPlan, QuestionPlan
from dorflinde.participation.models import Activity, Idea, Phase, Project, Question
from dorflinde.places.models import Place

from .probe import PROBE, missing, people, started

Plan = Callable[..., Project]


def day(number: int) -> datetime.date:
    """The day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.fixture
def set_up(municipality: Place) -> Plan:
    """Set up a project with phases given as (kind, first day, last day), counted from today."""

    def make(
        *phases: tuple[str, int, int], title: str = "Wohin mit der alten Bank?", publish: bool = True, **more: object
    ) -> Project:
        plan = ProjectPlan(
            place=more.pop("place", municipality),
            title=title,
            summary="Treffpunkt, Werkstatt oder Jugendraum?",
            phases=[
                PhasePlan(kind, str(Phase.Kind(kind).label), day(first), day(last)) for kind, first, last in phases
            ],
            **more,
        )
        return actions.create_project(plan, actor=None, publish=publish)

    return make


@pytest.fixture
def project(set_up: Plan) -> Project:
    """Collects ideas until in nine days, then the council decides."""
    return set_up(("ideas", -5, 9), ("decision", 10, 30), categories=["Begegnung", "Jugend"])


@pytest.fixture
def draft(set_up: Plan) -> Project:
    """Only the town hall sees it."""
    return set_up(("ideas", 1, 9), title="Der neue Spielplatz", publish=False)


@pytest.fixture
def idea(project: Project, resident: User) -> Idea:
    """What linden_lena proposes."""
    return actions.post_idea(
        project, actor=resident, title="Ein Wohnzimmer für alle", text="Sofas und Kaffee gegen Spende."
    )


@pytest.fixture
def telling_photo() -> bytes:
    """A real JPEG with the place, the camera and a thumbnail in its EXIF."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Fairphone", "FP5", "2026:05:03 10:00:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (48.0, 46.0, 45.7), "E", (13.0, 26.0, 28.6)
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "#6fa57f").save(out, "JPEG", exif=exif, comment=b"von Lena")
    return out.getvalue()


@pytest.fixture
def probe() -> Iterator[None]:
    """A format that only tests have, with nobody taking part."""
    brought = not formats.known(PROBE.kind)  # the permission matrix may have it already
    if brought:
        formats.register(PROBE)
    yield
    if brought:
        formats.unregister(PROBE.kind)
    for kept in (people, missing, started):
        kept.clear()


@pytest.fixture
def activity(set_up: Plan, probe: None) -> Activity:
    """Open today and for nine days more, in a project that asks and then decides."""
    project = set_up(("information", -9, -6), ("activities", -5, 9), ("decision", 10, 30))
    plan = ActivityPlan(
        phase=project.timetable[1], title="Wie oft fahren Sie Bus?", text="Drei Fragen.", options={"most": 3}
    )
    return actions.create_activity(project, "probe", plan, actor=None)


@pytest.fixture
def survey(set_up: Plan) -> Activity:
    """A survey that runs until in nine days, confidential until then."""
    project = set_up(("activities", -5, 9), ("result", 10, 30), title="Unterwegs im Ort")
    plan = ActivityPlan(project.timetable[0], "Wie kommen Sie voran?", options={"results": "end", "anonymous": False})
    return actions.create_activity(project, "survey", plan, actor=None)


@pytest.fixture
def asked(survey: Activity) -> dict[str, Question]:
    """One question of each kind; those about the bus are asked only of those who take it."""

    def ask(kind: str, title: str, **more: Any) -> Question:
        return actions.save_question(survey, QuestionPlan(kind, title, **more), actor=None)

    bus = ask("single", "Fahren Sie Bus?", choices=["ja", "nein"], is_required=True, has_other=True)
    yes = bus.choices.get(text="ja")
    return {
        "bus": bus,
        "why": ask("multiple", "Warum?", choices=["Schule", "Arbeit", "Arzt"], most_choices=2, conditions=[yes.pk], is_required=True),
        "grade": ask("scale", "Wie zufrieden sind Sie?", choices=["1", "2", "3"], conditions=[yes.pk]),
        "order": ask("ranking", "Was ist wichtig?", choices=["Takt", "Preis", "Wege"], starts_page=True, page_title="Wünsche"),
        "lines": ask("matrix", "Wie gut sind …", rows=["Gehwege", "Radwege"], choices=["gut", "schlecht"]),
        "far": ask("number", "Wie weit fahren Sie?", lowest=0, highest=300, unit="km"),
        "say": ask("text", "Was noch?"),
        "where": ask("place", "Wo fehlt eine Haltestelle?"),
        "proof": ask("file", "Ein Foto dazu?"),
    }  # fmt: skip
