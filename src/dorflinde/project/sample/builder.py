"""Tells the story of the sample region through the house's own imports and actions."""

import datetime
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Role, User
from dorflinde.core.money import format_number
from dorflinde.news.public import publish_article, sync_editors
from dorflinde.outlets.public import Notification, deliver_waiting
from dorflinde.places.public import Organisation, Place, import_places, municipalities, raise_edition, the_region
from dorflinde.village import public as village

from . import mitreden, people, pictures, plans, problems, resources, situation, voices, workbench
from .stage import Cast, moment

Say = Callable[[str], None]
DATA = Path(__file__).parent / "data"
PASSWORD = "linde-im-dorf"  # noqa: S105  # printed at every start of the demo, and refused anywhere else
LOG_INS = (
    ("resident", "lena@example.org"),
    ("clerk", "vera@example.org"),
    ("regional manager", "rita@example.org"),
)
_REGION = "Ilzer Land"


@transaction.atomic
def build(say: Say) -> None:
    """Make the whole sample region, or nothing."""
    story = tomllib.loads((DATA / "story.toml").read_text(encoding="utf-8"))
    say("Sample region: eleven municipalities with their official keys …")
    report = import_places(
        DATA / "municipalities.csv",
        boundaries=DATA / "boundaries.geojson",
        region_name=_REGION,
        dry_run=False,
        boundary_source="© GeoBasis-DE / BKG (2021)",
    )
    if report.rejected:
        raise ValueError(f"The sample's own register is broken: {report.rejected}")
    Place.objects.update(is_sample=True)
    _introduce_region()
    cast = _cast(story["residents"])
    told = {chapter["slug"]: chapter for chapter in story["municipality"]}
    for place in municipalities():
        _furnish(place, told[place.slug], cast)
    say("Sample region: measures from a list as town halls keep it …")
    plans.tell(told, cast.clerk)
    people.tell(cast.clerk)
    for place in municipalities():
        resources.tell(place, cast.clerk)
    situation.tell(cast.clerk, cast.manager)
    say("Sample region: projects, ideas, answers …")
    for place in municipalities():
        voices.tell(place, told[place.slug], cast)
    say("Sample region: every way to have a say …")
    mitreden.tell(cast)
    say("Sample region: workshops, ratings, votes, reports …")
    workbench.tell(cast)
    problems.tell(cast)
    say("Sample region: news and village talk …")
    for place in municipalities():
        _publish(place, told[place.slug], cast)
        _talk(place, told[place.slug], cast)
        sync_editors(place)
        raise_edition(place)
    _settle_messages()


def the_clerk() -> User:
    """Return the sample's clerk."""
    return User.objects.get(email=dict(LOG_INS)["clerk"])


def _introduce_region() -> None:
    region = _region()
    region.hue = 150
    region.introduction = (
        "Elf Gemeinden zwischen Ilz und Nationalpark planen gemeinsam. Wählen Sie Ihre Gemeinde: lesen kann hier jede und "
        "jeder, ganz ohne Konto."
    )
    region.is_sample = True
    region.save()


def _region() -> Place:
    region = the_region()
    if region is None:
        raise ValueError("The register made no region")
    return region


def _cast(names: list[str]) -> Cast:
    home = next(place for place in municipalities() if place.slug == "perlesreut")
    region = _region()
    clerk = _person("vera_vom_amt", home, email="vera@example.org", password=PASSWORD)
    manager = _person("regio_rita", home, email="rita@example.org", password=PASSWORD)
    cast = Cast(clerk, manager)
    for number, name in enumerate(names):
        is_lena = name == "linden_lena"
        places = municipalities()
        lives_at = home if is_lena or number % 2 else places[number % len(places)]
        cast.people[name] = (
            _person(name, lives_at, email="lena@example.org", password=PASSWORD) if is_lena else _person(name, lives_at)
        )
    Role.objects.create(user=clerk, kind=Role.Kind.CLERK, place=home)
    Role.objects.create(user=manager, kind=Role.Kind.MANAGER, place=region)
    return cast


def _person(name: str, home: Place, *, email: str = "", password: str | None = None) -> User:
    person = User.objects.create_user(
        email or f"{name}@beispiel.invalid", password, pseudonym=name, home=home, is_sample=True, wants_mail=False,
        date_joined=timezone.now() - datetime.timedelta(days=500),
    )  # fmt: skip
    if email:
        person.emailaddress_set.create(email=email, verified=True, primary=True)  # type: ignore[attr-defined]  # allauth's rows
    return person


def _furnish(place: Place, chapter: dict[str, Any], cast: Cast) -> None:
    """Give a municipality its colours, villages and publishers."""
    place.hue, place.arms_colours = chapter["hue"], chapter["arms"]
    place.easy_language = chapter.get("easy_language", "").strip()
    place.introduction = (
        f"{place.full_name}: {place.population} Einwohnerinnen und Einwohner auf {format_number(place.area_km2 or 0)} Quadratkilometern "
        "(Gemeindeverzeichnis, © Statistisches Bundesamt)."
    )
    place.save()
    for one in chapter["villages"]:
        slug = voices.slug_of(one["name"])
        Place.objects.create(kind=Place.Kind.VILLAGE, parent=place, name=one["name"], slug=slug, is_sample=True)
    for one in chapter["organisation"]:
        cast.organisations[place.slug, one["key"]] = Organisation.objects.create(
            place=place, kind=one["kind"], name=one["name"], opening_hours=one.get("hours", {}), is_sample=True,
            imprint_address=f"Musterstraße 1\n{place.postcode} {place.name}",
            imprint_responsible="Redaktion der Beispielregion", imprint_email=f"{one['key']}@{place.slug}.example",
        )  # fmt: skip


def _publish(place: Place, chapter: dict[str, Any], cast: Cast) -> None:
    for number, one in enumerate(chapter.get("news", [])):
        kind = one.get("picture")
        publish_article(
            place,
            organisation=cast.organisations[place.slug, one["by"]],
            title=one["title"],
            lead=one["lead"],
            paragraphs=one["paragraphs"],
            at=moment(one),
            village=voices.village_of(place, one.get("village")),
            picture=pictures.draw(kind, seed=place.pk * 10 + number) if kind else None,
            alt=one.get("alt", ""),
            is_official_notice=one.get("is_official", False),
            is_sample=True,
        )


def _talk(place: Place, chapter: dict[str, Any], cast: Cast) -> None:
    for one in chapter.get("post", []):
        post = village.publish_post(
            voices.village_of(place, one.get("village")) or place, actor=cast.people[one["author"]], channel=one["channel"],
            text=one["text"], at=moment(one), is_sample=True,
        )  # fmt: skip
        for answer in one.get("replies", []):
            village.reply(
                post, actor=cast.people[answer["author"]], text=answer["text"], at=moment(answer), is_sample=True
            )
        if one.get("is_closed"):
            village.close_post(post, actor=cast.people[one["author"]])


def _settle_messages() -> None:
    """Deliver the story's own messages in the app only, so that the first mail of a visitor is the visitor's."""
    deliver_waiting()
    newest = Notification.objects.order_by("-pk").values_list("pk", flat=True)[:40]
    Notification.objects.exclude(pk__in=list(newest)).update(read_at=timezone.now())
    User.objects.filter(email__in=[email for _who, email in LOG_INS]).update(wants_mail=True)
