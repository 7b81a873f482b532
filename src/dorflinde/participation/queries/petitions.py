"""Petitions as people read and sign them, and what the rest of the house is told of them."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor, User, muted_by
from dorflinde.core.subjects import Description, ExpectedStep
from dorflinde.core.text import excerpt
from dorflinde.participation.models import (
    Activity,
    Petition,
    PetitionAnswer,
    PetitionQuerySet,
    Project,
    Remark,
    Signature,
    numbers_of_names,
)

from .processes import who_may_hear

NAMES_SHOWN = 60
_SUGGESTIONS = 20


def petitions_of(activity: Activity, user: Actor) -> PetitionQuerySet:
    """Return what everyone finds in an activity, the most signed first, each with how the town hall sees it."""
    newest = PetitionAnswer.objects.filter(petition=OuterRef("pk")).order_by("-at", "-pk").values("status")[:1]
    listed = Petition.objects.filter(activity=activity).listed().exclude(author__in=muted_by(user))
    return listed.select_related("author").annotate(state=Subquery(newest)).most_signed_first()


def petitions_in_words(activity: Activity) -> SafeString | None:
    """Return how much is proposed and what is signed most, for the card of an activity; nothing while nothing is listed."""
    listed = Petition.objects.filter(activity=activity).listed()
    if not (first := listed.most_signed_first().first()):
        return None
    number = listed.count()
    words = ngettext("%(n)d Vorschlag", "%(n)d Vorschläge", number) % {"n": number}
    quorum = numbers_of_names(activity.options)[1]
    most = _("Am weitesten: „%(title)s“, %(n)d von %(quorum)d Mitzeichnungen") % {
        "title": first.title, "n": first.signature_count, "quorum": quorum,
    }  # fmt: skip
    return format_html('<p class="soft num">{}. {}</p>', words, most)


def own_petitions(activity: Activity, user: Actor) -> list[Petition]:
    """Return what somebody wrote and nobody else finds yet."""
    if not isinstance(user, User):
        return []
    mine = Petition.objects.filter(activity=activity, author=user, withdrawn_at=None, published_at=None)
    return list(mine.order_by("-pk"))


def signature_of(petition: Petition, user: Actor) -> Signature | None:
    """Return somebody's own signature."""
    return Signature.objects.filter(petition=petition, user=user).first() if isinstance(user, User) else None


def names_under(petition: Petition) -> list[str]:
    """Return the names of those who want to be read, in the order in which they signed."""
    shown = petition.signatures.filter(shows_name=True, user__isnull=False).select_related("user").order_by("pk")
    return [one.user.public_name for one in shown[:NAMES_SHOWN] if one.user]


def people_in_petitions(activities: Sequence[Activity]) -> dict[int, int]:
    """Return how many wrote, signed or said something in each of these activities; whoever did so twice counts once."""
    people: dict[int, set[int]] = {activity.pk: set() for activity in activities}
    nameless = dict.fromkeys(people, 0)
    petitions = Petition.objects.filter(activity__in=activities)
    signed = Signature.objects.filter(petition__activity__in=activities)
    said = Remark.objects.filter(activity__in=activities, author__isnull=False)
    for key, person in [
        *said.values_list("activity", "author").distinct().order_by(),
        *petitions.filter(author__isnull=False).values_list("activity", "author").distinct().order_by(),
        *signed.filter(user__isnull=False).values_list("petition__activity", "user").distinct().order_by(),
    ]:
        people[key].add(person or 0)
    for rows in (
        petitions.filter(author=None).values_list("activity"), signed.filter(user=None).values_list("petition__activity"),
    ):  # fmt: skip
        for key, number in rows.annotate(n=Count("pk")).order_by():
            nameless[key] += number
    return {key: len(found) + nameless[key] for key, found in people.items() if found or nameless[key]}


def describe_petitions(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what petitions show of themselves elsewhere."""
    return {one.public_id: _describe(one) for one in Petition.objects.complete().filter(public_id__in=list(ids))}


def hearers_of_petition(public_id: uuid.UUID, people: Collection[int]) -> set[int]:
    """Return those of some people who may hear of what happens to a petition."""
    found = Project.objects.filter(activities__petitions__public_id=public_id)
    project = found.select_related("place__parent__parent").first()
    return who_may_hear(project, people) if project else set(people)


def suggest_petitions(municipality_id: int, words: str) -> list[Description]:
    """Return petitions of a municipality a measure could grow from, the most signed first."""
    rows = Petition.objects.listed().filter(
        activity__project__municipality=municipality_id, activity__project__in=Project.objects.listed()
    )  # fmt: skip
    for word in words[:200].replace("\0", "").split()[:8]:
        rows = rows.filter(title__icontains=word)
    return [_describe(one) for one in rows.complete().most_signed_first()[:_SUGGESTIONS]]


def expected_of_petition(public_id: uuid.UUID) -> list[ExpectedStep]:
    """Return what should happen next to a petition: enough names, then the answer."""
    petition = Petition.objects.complete().filter(public_id=public_id).first()
    if petition is None or not petition.is_listed or petition.answers.exists():
        return []
    if petition.quorum_at is None:
        words = _("%(n)d Mitzeichnungen") % {"n": petition.quorum}
        return [ExpectedStep(words, when=petition.activity.phase.ends_on)]
    return [ExpectedStep(_("Antwort aus dem Rathaus"), when=petition.answer_due_on)]


def petition_rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return the petitions a person wrote and signed, as they may take them along."""
    wrote = Petition.objects.filter(author=user).select_related("activity").order_by("pk")
    signed = Signature.objects.filter(user=user).select_related("petition").order_by("pk")
    return [
        *(
            {
                "kind": "petition", "in": one.activity.title, "title": one.title, "text": one.text, "change": one.change,
                "lat": one.lat, "lon": one.lon, "photo": one.photo.name,
                "at": one.created_at.isoformat(),
            }
            for one in wrote
        ),
        *(
            {"kind": "signature", "petition": one.petition.title, "name shown": one.shows_name, "at": one.signed_at.isoformat()}
            for one in signed
        ),
    ]  # fmt: skip


def _describe(petition: Petition) -> Description:
    project = petition.activity.project
    number = petition.signature_count
    signed = ngettext("Mitgezeichnet von %(n)d Person.", "Mitgezeichnet von %(n)d Menschen.", number) % {"n": number}
    return Description(
        ref=petition.ref,
        title=petition.title,
        text=f"{excerpt(petition.text)} {signed}" if number else excerpt(petition.text),
        full_text=f"{petition.text}\n\n{petition.change}",
        url=petition.get_absolute_url(),
        place_id=project.place_id,
        created_at=petition.created_at,
        is_public=project.is_listed and petition.is_listed,
        author_id=petition.author_id,
        author_name=petition.author_name,
        label=_("Vorschlag mit Mitzeichnung"),
        picture_url=petition.photo_small.url if petition.photo_small else "",
    )
