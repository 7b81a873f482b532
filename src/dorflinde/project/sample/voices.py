"""The participation part of the story: projects with phases, ideas, support, comments, answers, and what became of them."""

import datetime
from typing import Any

from django.utils import timezone

from dorflinde.core.text import german_slug
from dorflinde.participation import public as participation
from dorflinde.places.public import Place

from . import plans
from .stage import Cast, at_noon


def slug_of(name: str) -> str:
    """Return the address of a village."""
    return german_slug(name)


def village_of(place: Place, name: str | None) -> Place | None:
    """Return the village of a municipality named in the story, or None where no village is named."""
    return Place.objects.select_related("parent__parent").get(parent=place, slug=name) if name else None


def tell(place: Place, chapter: dict[str, Any], cast: Cast) -> None:
    """Tell what people proposed in a municipality."""
    for one in chapter.get("project", []):
        project = _project(place, one, cast)
        categories = {category.name: category for category in project.categories.all()}
        for number, idea in enumerate(one.get("idea", [])):
            _idea(project, place, idea, categories.get(idea.get("category", "")), cast, number)


def _project(place: Place, one: dict[str, Any], cast: Cast) -> participation.Project:
    today = timezone.localdate()
    phases = [
        participation.PhasePlan(
            phase["kind"], phase["title"], today + datetime.timedelta(days=phase["from"]),
            today + datetime.timedelta(days=phase["to"]),
        )
        for phase in one["phases"]
    ]  # fmt: skip
    began = min(phase["from"] for phase in one["phases"])
    plan = participation.ProjectPlan(
        place=place, title=one["title"], summary=one["summary"], text=one["text"], phases=phases,
        categories=one["categories"], contact=f"Rathaus {place.name} (Beispiel)",
    )  # fmt: skip
    return participation.create_project(
        plan, actor=cast.clerk, slug=one["key"], publish=True, at=at_noon(-began), is_sample=True
    )


def _idea(
    project: participation.Project,
    place: Place,
    one: dict[str, Any],
    category: participation.Category | None,
    cast: Cast,
    number: int,
) -> None:
    lon, lat = one.get("pin", (None, None))
    idea = participation.post_idea(
        project, actor=cast.people[one["author"]], title=one["title"], text=one["text"], category=category,
        place=village_of(place, one.get("village")) or place, lat=lat, lon=lon, at=at_noon(one["days_ago"], spread=one["author"]),
        is_sample=True,
    )  # fmt: skip
    others = [person for name, person in cast.people.items() if name != one["author"]]
    turned = others[number * 7 % len(others) :] + others[: number * 7 % len(others)]
    for rank, person in enumerate(turned[: one.get("supporters", 0)]):
        participation.support_idea(
            idea, actor=person, at=at_noon(max(0, one["days_ago"] - rank // 3), spread=person.public_name)
        )
    for comment in one.get("comments", []):
        participation.comment_on_idea(
            idea, actor=cast.people[comment["author"]], text=comment["text"],
            at=at_noon(comment["days_ago"], spread=comment["author"]), is_sample=True, tell=False,
        )  # fmt: skip
    for answer in one.get("answers", []):
        participation.answer_idea(
            idea, actor=cast.clerk, status=answer["status"], text=answer["text"],
            at=at_noon(answer["days_ago"], spread=answer["text"]), is_sample=True,
        )  # fmt: skip
    if "measure" in one:
        plans.grow(place, one["measure"], idea.ref, cast.clerk)
