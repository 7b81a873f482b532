"""Setting up a project, making it public, taking it back."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.subjects import Ref
from dorflinde.core.text import german_slug
from dorflinde.feed.public import Sender, post, withdraw
from dorflinde.moderation.public import is_restricted
from dorflinde.participation import residence
from dorflinde.participation.models import (
    Activity,
    Announcement,
    Category,
    CleanPhoto,
    Idea,
    Phase,
    Project,
    Publication,
    check_phases,
)
from dorflinde.participation.models.photo import small
from dorflinde.participation.models.project import free_slug
from dorflinde.places.public import Place, raise_edition
from dorflinde.trail.public import enter

from .ideas import bring_back, take_off


@dataclass(frozen=True)
class PhasePlan:
    """A phase as it is planned."""

    kind: str
    title: str
    starts_on: datetime.date
    ends_on: datetime.date
    key: uuid.UUID | None = None  # of the phase that changes; None makes a new one


@dataclass(frozen=True)
class ProjectPlan:
    """What the town hall says about a project when it sets it up or changes it."""

    place: Place
    title: str
    summary: str
    text: str = ""
    goal: str = ""
    contact: str = ""
    participants: str = Project.Participants.EVERYONE
    access: str = Project.Access.PUBLIC
    proof: str = residence.NONE
    postcodes: str = ""
    photo: CleanPhoto | None = None  # None leaves the picture as it is
    photo_alt: str = ""
    phases: Sequence[PhasePlan] = ()
    categories: Sequence[str] = ()


@transaction.atomic
def create_project(
    plan: ProjectPlan,
    *,
    actor: User | None,
    slug: str = "",
    publish: bool = False,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> Project:
    """Set up a project as a draft only the town hall sees, or at once for everyone."""
    moment = at or timezone.now()
    municipality = plan.place.municipality
    project = Project(
        place=plan.place,
        slug=slug or free_slug(municipality, plan.title),
        created_by=actor,
        created_at=moment,
        is_sample=is_sample,
    )
    _write(project, plan)
    record("participation.project.created", project.ref, actor=actor, place=plan.place)
    if publish:
        publish_project(project, actor=actor, at=moment)
    return project


@transaction.atomic
def update_project(project: Project, plan: ProjectPlan, *, actor: User | None) -> Project:
    """Change what a project says; a public one changes for everyone at once."""
    was_private = project.is_private
    _write(project, plan)
    record("participation.project.changed", project.ref, actor=actor, place=project.place)
    changed = Project.objects.complete().get(pk=project.pk)  # with its new phases
    if changed.is_published:
        withdraw(changed.ref)
        _announce(changed, actor)
        if changed.is_private != was_private:
            _show_ideas_anew(changed)
    return changed


@transaction.atomic
def publish_project(project: Project, *, actor: User | None, at: datetime.datetime | None = None) -> Publication:
    """Show a project to everyone; a project without phases cannot be shown."""
    if not Phase.objects.filter(project=project).exists():
        raise ValidationError(_("Eine Beteiligung braucht mindestens eine Phase mit Anfang und Ende."))
    if is_restricted(project.ref):
        raise ValidationError(
            _("Die Moderation hat diese Beteiligung von der Seite genommen. Nur sie kann sie zurückholen.")
        )
    publication, created = Publication.objects.get_or_create(
        project=project, defaults={"published_by": actor, "published_at": at or timezone.now()}
    )
    project.publication = publication
    if created:
        enter(project.ref, place=project.place, at=publication.published_at)
        _note_as_told(project)
        _announce(project, actor)
        for idea in Idea.objects.complete().visible().filter(project=project):  # there are some if it was public before
            bring_back(idea)
        record("participation.project.published", project.ref, actor=actor, place=project.place)
    return publication


@transaction.atomic
def unpublish_project(project: Project, *, actor: User | None) -> None:
    """Make a project a draft again; its ideas go off the page with it and come back with it."""
    withdraw(project.ref)
    _withdraw_announcements(project)
    for idea in Idea.objects.filter(project=project).select_related("place__parent"):
        take_off(idea, actor=actor, outcome=_("Beteiligung zurückgezogen"))
    Publication.objects.filter(project=project).delete()
    record("participation.project.withdrawn", project.ref, actor=actor, place=project.place)
    raise_edition(project.place)


@transaction.atomic
def hide_project(public_id: uuid.UUID, *, actor: User, reason: str) -> None:
    """Take a project off the page; moderation decides this and gives the reason."""
    project = Project.objects.complete().get(public_id=public_id)
    if project.is_published:
        unpublish_project(project, actor=actor)


@transaction.atomic
def restore_project(public_id: uuid.UUID, *, actor: User) -> None:
    """Bring back a project that moderation took off the page; one without phases stays a draft until it has some."""
    project = Project.objects.complete().get(public_id=public_id)
    if Phase.objects.filter(project=project).exists():
        publish_project(project, actor=actor)


def _write(project: Project, plan: ProjectPlan) -> None:
    check_phases((phase.title, phase.starts_on, phase.ends_on) for phase in plan.phases)
    project.place = plan.place
    project.title, project.summary, project.text = plan.title, plan.summary, plan.text
    project.goal, project.contact, project.participants = plan.goal, plan.contact, plan.participants
    project.access = plan.access
    project.proof, project.postcodes, project.photo_alt = plan.proof, plan.postcodes, plan.photo_alt
    if plan.photo is not None:
        project.photo.save("", ContentFile(plan.photo), save=False)
        project.photo_small.save("", ContentFile(small(plan.photo)), save=False)
    project.save()
    _write_phases(project, plan.phases)
    _write_categories(project, plan.categories)


def _write_phases(project: Project, plans: Sequence[PhasePlan]) -> None:
    """Bring the phases up to date; one that holds something to take part in cannot go."""
    there = {phase.public_id: phase for phase in Phase.objects.filter(project=project)}
    kept = {plan.key for plan in plans if plan.key in there}
    gone = [phase.pk for key, phase in there.items() if key not in kept]
    if held := Activity.objects.filter(phase__in=gone).select_related("phase").first():
        raise ValidationError(
            _(
                "In der Phase „%(phase)s“ liegt noch „%(activity)s“. Bitte verschieben Sie es zuerst in eine andere Phase."
            )
            % {"phase": held.phase.title, "activity": held.title}
        )
    Phase.objects.filter(pk__in=gone).delete()
    for plan in plans:
        phase = (there.get(plan.key) if plan.key else None) or Phase(project=project)
        phase.kind, phase.title, phase.starts_on, phase.ends_on = plan.kind, plan.title, plan.starts_on, plan.ends_on
        phase.save()


def _write_categories(project: Project, names: Sequence[str]) -> None:
    """Bring the categories up to date; ideas of one that goes stay without a category."""
    wanted = {german_slug(name) or "thema": name for name in names}
    Category.objects.filter(project=project).exclude(slug__in=wanted).delete()
    for position, (slug, name) in enumerate(wanted.items()):
        Category.objects.update_or_create(project=project, slug=slug, defaults={"name": name, "position": position})


def _note_as_told(project: Project) -> None:
    """Note what the publication of a project says itself: what runs already needs no announcement of its beginning."""
    for phase in Phase.objects.filter(project=project, starts_on__lte=timezone.localdate()):
        Announcement.objects.get_or_create(
            phase=phase, moment=Announcement.Moment.START, day=phase.starts_on, defaults={"is_told": False}
        )


def _show_ideas_anew(project: Project) -> None:
    """Take the ideas out of the stream, or back into it, when the project became private or public."""
    if project.is_private:
        _withdraw_announcements(project)
    for idea in Idea.objects.complete().visible().filter(project=project):
        withdraw(idea.ref)
        bring_back(idea)


def _withdraw_announcements(project: Project) -> None:
    withdraw(Ref("participation.outcome", project.public_id))
    for phase in Phase.objects.filter(project=project):
        withdraw(phase.ref)


@translation.override(settings.LANGUAGE_CODE)
def _announce(project: Project, actor: User | None) -> None:
    if project.is_private:
        raise_edition(project.place)
        return
    post(
        project.ref,
        place=project.place,
        channel="mitreden",
        label=_("Mitreden"),
        title=project.title,
        text=project.summary,
        url=project.get_absolute_url(),
        sender=Sender.town_hall(project.place),
        actor=actor,
        picture_url=project.photo.url if project.photo else "",
        picture_alt=project.photo_alt,
        published_at=project.publication.published_at,
        is_sample=project.is_sample,
    )
