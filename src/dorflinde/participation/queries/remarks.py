"""What was said in activities: on their pages, for the town hall, elsewhere in the house."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor, User, muted_by
from dorflinde.core.subjects import Description, ExpectedStep
from dorflinde.core.text import excerpt
from dorflinde.moderation.public import waiting_of
from dorflinde.participation.models import (
    Activity,
    GuestPass,
    Project,
    Remark,
    RemarkAnswer,
    RemarkQuerySet,
    RemarkSupport,
)

from .processes import who_may_hear

KIND = "participation.remark"
_SUGGESTIONS = 20
MOST_SUPPORTED, NEWEST_REMARKS, OLDEST = "unterstuetzt", "neu", "alt"
_ORDERS = {
    MOST_SUPPORTED: ("-support_count", "-pk"), NEWEST_REMARKS: ("-created_at", "-pk"), OLDEST: ("created_at", "pk"),
}  # fmt: skip


@dataclass
class Thread:
    """A remark with the replies under it, and whether the reader stands behind it."""

    remark: Remark
    replies: list[Remark] = field(default_factory=list)
    is_mine: bool = False  # the reader supports it
    is_own: bool = False  # the reader wrote it


def readable_remarks(activity: Activity, user: Actor) -> RemarkQuerySet:
    """Return what somebody reads of an activity's remarks, without those of people they do not want to read."""
    return Remark.objects.filter(activity=activity).visible().exclude(author__in=muted_by(user))


def ordered(remarks: RemarkQuerySet, order: str) -> RemarkQuerySet:
    """Put remarks into the order somebody asked for; an unknown one counts as the most supported first."""
    return remarks.order_by(*_ORDERS.get(order, _ORDERS[MOST_SUPPORTED]))


def page_of_remarks(tops: RemarkQuerySet, *, number: str | None, beside: str, size: int) -> Page[Remark]:
    """Return a page of remarks that are in order: the one asked for, or the one on which a remark stands."""
    pages = Paginator(tops.complete(), size)
    try:
        wanted = uuid.UUID(beside)
    except ValueError:
        return pages.get_page(number)
    above = Remark.objects.filter(public_id=wanted).values_list("parent__public_id", flat=True).first()
    keys = list(tops.values_list("public_id", flat=True))
    found = above or wanted
    return pages.get_page(keys.index(found) // size + 1 if found in keys else number)


def stances_of(activity: Activity) -> list[tuple[str, str]]:
    """Return how many contributions of a debate are for it, against it, neither – (stance, „12 dafür“)."""
    tops = Remark.objects.filter(activity=activity).visible().on_top()
    counted = dict(tops.values_list("stance").annotate(n=Count("pk")).order_by())
    return [(one.value, f"{counted.get(one.value, 0)} {one.label}") for one in Remark.Stance]


def threads_for(activity: Activity, tops: Iterable[Remark], user: Actor) -> list[Thread]:
    """Return remarks with their replies, oldest reply first, in three questions however many there are."""
    found = {one.pk: Thread(one, is_own=_is_own(one, user)) for one in tops}
    for thread in found.values():
        thread.remark.activity = activity
    replies = (
        readable_remarks(activity, user)
        .filter(parent__in=list(found))
        .select_related("author", "paragraph", "petition")
    )
    for reply in [*replies.order_by("created_at", "pk"), *waiting_remarks(activity, user, parent__in=list(found))]:
        reply.activity = activity
        found[reply.parent_id or 0].replies.append(reply)
    if isinstance(user, User):
        mine = RemarkSupport.objects.filter(user=user, remark__in=list(found)).values_list("remark", flat=True)
        for key in mine:
            found[key].is_mine = True
    return list(found.values())


def waiting_remarks(activity: Activity, user: Actor, **where: Any) -> list[Remark]:
    """Return somebody's own remarks that wait for a look: nobody else sees them."""
    if not isinstance(user, User):
        return []
    held = Remark.objects.filter(activity=activity, author=user, hiding__isnull=False, **where).complete()
    by_key = {one.public_id: one for one in held.order_by("created_at", "pk")}
    waiting = waiting_of(user, KIND, by_key)
    found = [one for key, one in by_key.items() if key in waiting]
    for one in found:
        one.activity, one.is_waiting = activity, True
    return found


def supports_remark(made: Remark, guest: GuestPass | None) -> bool:
    """Tell whether a guest stands behind a remark."""
    return guest is not None and RemarkSupport.objects.filter(remark=made, guest=guest).exists()


def verdicts_of(activity: Activity) -> list[tuple[str, str]]:
    """Return how many remarks were taken over, partly, not – (sign, „12 übernommen“) – and last how many wait."""
    tops = Remark.objects.filter(activity=activity).visible().on_top()
    counted = dict(tops.filter(answer__isnull=False).values_list("answer__verdict").annotate(n=Count("pk")).order_by())
    rows = [
        (RemarkAnswer.STATES[verdict], f"{counted[verdict.value]} {verdict.label}")
        for verdict in RemarkAnswer.Verdict
        if counted.get(verdict.value)
    ]
    if waiting := tops.unanswered().count():
        rows.append(("new", f"{waiting} {_('noch ohne Antwort')}"))
    return rows


def people_in_remarks(activities: Sequence[Activity]) -> dict[int, int]:
    """Return how many people said something or stood behind something in each of these activities."""
    said = Remark.objects.filter(activity__in=activities)
    supported = RemarkSupport.objects.filter(remark__activity__in=activities)
    people: dict[int, set[tuple[str, int]]] = {activity.pk: set() for activity in activities}
    nameless = dict.fromkeys(people, 0)
    rows = [
        *said.values_list("activity", "author").distinct().order_by(),
        *supported.values_list("remark__activity", "user").filter(user__isnull=False).distinct().order_by(),
    ]
    for key, person in rows:
        if person is not None:
            people[key].add(("person", person))
    for key, guest in supported.filter(guest__isnull=False).values_list("remark__activity", "guest").distinct():
        people[key].add(("guest", guest))
    for key, number in said.filter(author=None).values_list("activity").annotate(n=Count("pk")).order_by():
        nameless[key] = number
    return {key: len(found) + nameless[key] for key, found in people.items() if found or nameless[key]}


def describe_remarks(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what remarks show of themselves elsewhere."""
    return {one.public_id: _describe(one) for one in Remark.objects.with_project().filter(public_id__in=list(ids))}


def hearers_of_remark(public_id: uuid.UUID, people: Collection[int]) -> set[int]:
    """Return those of some people who may hear of what happens to a remark."""
    found = Project.objects.filter(activities__remarks__public_id=public_id)
    project = found.select_related("place__parent__parent").first()
    return who_may_hear(project, people) if project else set(people)


def suggest_remarks(municipality_id: int, words: str) -> list[Description]:
    """Return remarks of a municipality a measure could grow from, the most supported first."""
    rows = Remark.objects.visible().on_top().filter(
        activity__project__municipality=municipality_id,
        activity__project__in=Project.objects.listed(),
    )  # fmt: skip
    for word in words[:200].replace("\0", "").split()[:8]:
        rows = rows.filter(text__icontains=word)
    found = rows.order_by("-support_count", "-pk").with_project()[:_SUGGESTIONS]
    return [_describe(one) for one in found]


def expected_of_remark(public_id: uuid.UUID) -> list[ExpectedStep]:
    """Return what should happen next to a remark: the answer of the town hall."""
    made = Remark.objects.with_project().filter(public_id=public_id, parent=None, petition=None, answer=None).first()
    if made is None or made.is_hidden:
        return []
    return [ExpectedStep(_("Antwort aus dem Rathaus"), when=made.answer_due_on)]


def remark_rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what a person said and supported in activities, as they may take it along."""
    said = Remark.objects.filter(author=user).select_related("activity", "paragraph").order_by("pk")
    stood = RemarkSupport.objects.filter(user=user).select_related("remark__activity").order_by("pk")
    return [
        *(
            {
                "kind": "remark", "in": one.activity.title, "about": one.wording, "text": one.text,
                "suggestion": one.suggestion, "at": one.created_at.isoformat(),
            }
            for one in said
        ),
        *({"kind": "remark support", "in": one.remark.activity.title, "remark": str(one.remark)} for one in stood),
    ]  # fmt: skip


def _is_own(one: Remark, user: Actor) -> bool:
    return isinstance(user, User) and one.author_id == user.pk


def _describe(made: Remark) -> Description:
    project = made.activity.project
    above_is_hidden = made.parent is not None and made.parent.is_hidden
    return Description(
        ref=made.ref,
        title=_("Wortmeldung in „%(title)s“") % {"title": made.activity.title},
        text=_with_supporters(made),
        full_text="\n\n".join(filter(None, [made.text, made.suggestion])),
        url=made.get_absolute_url(),
        place_id=project.place_id,
        created_at=made.created_at,
        is_public=project.is_listed and not made.is_hidden and not above_is_hidden and _is_about_something_shown(made),
        author_id=made.author_id,
        author_name=made.author_name,
        label=_("Wortmeldung"),
    )


def _is_about_something_shown(made: Remark) -> bool:
    return made.petition is None or made.petition.is_listed


def _with_supporters(made: Remark) -> str:
    beginning = excerpt(made.text or made.suggestion)
    if not made.support_count:
        return beginning
    words = ngettext("Unterstützt von %(number)d Person.", "Unterstützt von %(number)d Menschen.", made.support_count)
    return f"{beginning} {words % {'number': made.support_count}}"
