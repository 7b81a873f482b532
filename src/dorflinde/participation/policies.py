"""Who may see and do what in a participation project, and the sentence for those who may not yet."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import MODERATION, STAFF, TOWN_HALL, Actor, User, has_role
from dorflinde.places.public import Place
from dorflinde.trail.public import has_offspring
from dorflinde.ui.clock import full_day

from . import formats, queries, residence
from .models import (
    Activity,
    Comment,
    GuestPass,
    Idea,
    Outcome,
    Phase,
    Project,
    ProjectQuerySet,
    Question,
    Residence,
)


@dataclass(frozen=True)
class Permit:
    """Whether something may be done now; if not, a sentence that says why and from when."""

    is_given: bool
    reason: str = ""
    needs_account: bool = False  # signing in may help
    needs_residence: bool = False  # showing where one lives may help

    def __bool__(self) -> bool:
        return self.is_given


YES = Permit(True)
SURVEY = "survey"


# --- Doors --------------------------------------------------------------------------------------------------------------
def visible_project(user: Actor, municipality: Place, slug: str) -> Project:
    """Return the project of this address; a draft exists only for the staff of the place."""
    try:
        project = _with_activities(Project.objects.complete()).get(municipality=municipality, slug=slug)
    except Project.DoesNotExist:
        raise Http404(_("Diese Beteiligung gibt es hier nicht.")) from None
    if not may_enter(user, project):
        raise Http404(_("Diese Beteiligung gibt es hier nicht."))
    return project


def _with_activities(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Learn in the same question what a project has: one without pays nothing for those that have it."""
    here = {"project": OuterRef("pk")}
    found = {
        "has_activities": Exists(Activity.objects.filter(**here)),
        "has_outcome": Exists(Outcome.objects.filter(**here)),
    }
    return projects.annotate(**found)


def editable_project(user: Actor, municipality: Place, slug: str) -> Project:
    """Return the project to those in the town hall who may change it."""
    project = visible_project(user, municipality, slug)
    if not may_manage(user, project.place):
        raise PermissionDenied
    return project


def visible_activity(user: Actor, municipality: Place, project_slug: str, slug: str, *, kind: str = "") -> Activity:
    """Return what people take part in, open or not, to everyone who may see its project; of one kind where it is asked for."""
    project = visible_project(user, municipality, project_slug)
    found = Activity.objects.complete().filter(project=project, slug=slug).first()
    if found is None or not formats.known(found.kind) or kind not in {"", found.kind}:
        raise Http404(_("Das gibt es in dieser Beteiligung nicht (mehr)."))
    found.project = project  # with its place and phases at hand
    return found


def open_activity(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return what people take part in to those who may do so now; 403 with the reason for others."""
    activity = visible_activity(user, municipality, project_slug, slug)
    if not (permit := may_take_part(user, activity)):
        raise PermissionDenied(permit.reason)
    return activity


def editable_activity(user: Actor, municipality: Place, project_slug: str, slug: str, *, kind: str = "") -> Activity:
    """Return what people take part in to those in the town hall who may change it."""
    activity = visible_activity(user, municipality, project_slug, slug, kind=kind)
    if not may_manage(user, activity.project.place):
        raise PermissionDenied
    return activity


def visible_survey(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a survey to everyone who may see its project; another kind of activity has no questions."""
    return visible_activity(user, municipality, project_slug, slug, kind=SURVEY)


def editable_survey(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a survey to those in the town hall who may change it."""
    return editable_activity(user, municipality, project_slug, slug, kind=SURVEY)


def question_of(activity: Activity, public_id: uuid.UUID) -> Question:
    """Return a question of a survey somebody came in to."""
    found = Question.objects.of(activity).filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("Diese Frage gibt es hier nicht (mehr)."))
    found.activity = activity
    return found


def require_running(activity: Activity) -> None:
    """Refuse (403) with the reason while nobody can take part; where people live is the clerk's to know."""
    if not (permit := runs_now(activity)):
        raise PermissionDenied(permit.reason)


def require_results(user: Actor, activity: Activity) -> None:
    """Refuse (403) with the reason who may not see the answers yet."""
    if not (permit := may_see_results(user, activity)):
        raise PermissionDenied(permit.reason)


def visible_idea(user: Actor, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return the idea; what is hidden exists only for its author and the moderation, what is withdrawn for nobody."""
    idea = Idea.objects.complete().select_related("hiding", "withdrawal", "merger__root").filter(
        project__municipality=municipality, public_id=public_id
    ).first()  # fmt: skip
    if (
        idea is None
        or idea.is_withdrawn
        or not (idea.is_visible or _may_see_hidden(user, idea))
        or not may_enter(user, idea.project)
    ):
        raise Http404(_("Diese Idee gibt es hier nicht (mehr)."))
    return idea


def discussed_idea(user: Actor, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return an idea to those who may talk about it or stand behind it; 403 while moderation holds it back.

    What is said to an idea that became part of another one counts there: a page may have been open for a while.
    """
    idea = visible_idea(user, municipality, public_id)
    if idea.is_hidden:
        raise PermissionDenied
    return discussed_idea(user, municipality, idea.merger.root.public_id) if idea.is_merged else idea


def editable_idea(user: User, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return the idea to its author as long as it may be changed."""
    idea = visible_idea(user, municipality, public_id)
    if not may_edit(user, idea):
        raise PermissionDenied
    return idea


def withdrawable_idea(user: User, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return the idea to its author as long as it may be taken back."""
    idea = visible_idea(user, municipality, public_id)
    if not may_withdraw(user, idea):
        raise PermissionDenied
    return idea


def answerable_idea(user: User, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return the idea to those in the town hall who answer for the place."""
    idea = visible_idea(user, municipality, public_id)
    if not may_answer(user, idea):
        raise PermissionDenied
    return idea


def merged_idea(user: User, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return an idea that became part of another to those in the town hall who may part them again."""
    idea = visible_idea(user, municipality, public_id)
    if not has_role(user, TOWN_HALL, idea.place):
        raise PermissionDenied
    return idea


def comment_to_answer(idea: Idea, public_id: str) -> Comment | None:
    """Return the remark someone replies to, always the one on top of a thread; None when there is no such remark."""
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    said = Comment.objects.visible().filter(Q(idea=idea) | Q(idea__merger__root=idea))
    found = said.select_related("author", "idea", "parent__author", "parent__idea").filter(public_id=wanted).first()
    return found.parent or found if found else None


# --- Rules --------------------------------------------------------------------------------------------------------------
def may_manage(user: Actor, place: Place) -> bool:
    """Tell whether someone sets up and changes projects at a place."""
    return has_role(user, TOWN_HALL, place)


def may_enter(user: Actor, project: Project) -> bool:
    """Tell whether somebody sees a project at all: drafts are for the staff, private ones also for those invited."""
    if project.is_listed:
        return True
    return has_role(user, STAFF, project.place) or (project.is_published and queries.is_invited(user, project))


def may_answer(user: Actor, idea: Idea) -> bool:
    """Tell whether someone answers for the town hall; hidden ideas wait for the moderation, not for an answer."""
    return idea.is_visible and not idea.is_merged and has_role(user, TOWN_HALL, idea.place)


def may_edit(user: Actor, idea: Idea) -> bool:
    """Tell whether the author may still change the idea: while ideas are collected, until the first answer."""
    return (
        isinstance(user, User)
        and idea.author_id == user.pk
        and idea.is_visible
        and idea.latest_answer is None
        and not _is_shared(idea)
        and _runs(idea.project, Phase.WITH_IDEAS)
    )


def may_withdraw(user: Actor, idea: Idea) -> bool:
    """Tell whether the author may take the idea back: as long as nothing grew from it and nobody else's became part of it."""
    is_own = isinstance(user, User) and idea.author_id == user.pk
    return is_own and idea.is_visible and not has_offspring(idea.ref) and not _is_shared(idea)


def _is_shared(idea: Idea) -> bool:
    """Tell whether an idea belongs to several people: it became part of another one, or others became part of it."""
    return idea.is_merged or idea.gathered.exists()


def may_post(user: Actor, project: Project) -> Permit:
    """Tell whether someone may propose an idea now; a guest may begin and signs in on sending."""
    if not project.is_published:
        return Permit(
            False, _("Diese Beteiligung ist noch ein Entwurf. Ideen können erst nach der Veröffentlichung kommen.")
        )
    if not _runs(project, Phase.WITH_IDEAS):
        return Permit(False, _when_for_ideas(project))
    return belongs(user, project)


def may_speak(user: Actor, project: Project, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone may support and comment now."""
    if not project.is_published:
        return Permit(False, _("Diese Beteiligung ist noch ein Entwurf."))
    if not _runs(project, Phase.WITH_VOICES):
        return Permit(False, _when_for_voices(project))
    return belongs(user, project, guest)


def may_take_part(user: Actor, activity: Activity, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone may take part in an activity now; a guest may begin, and signs in on sending where it needs an account."""
    return runs_now(activity) and belongs(user, activity.project, guest)


def is_running(activity: Activity) -> bool:
    """Tell whether somebody could take part now, whoever it is."""
    return bool(runs_now(activity))


def runs_now(activity: Activity) -> Permit:
    """Tell whether somebody could take part now, and why not."""
    today, phase = timezone.localdate(), activity.phase
    if not activity.project.is_published:
        return Permit(False, _("Diese Beteiligung ist noch ein Entwurf."))
    if activity.is_coming(today):
        return Permit(False, _("Das beginnt am %(day)s.") % {"day": full_day(phase.starts_on)})
    if activity.is_closed:
        closed_on = timezone.localdate(activity.closure.closed_at)
        return Permit(False, _("Das ist seit dem %(day)s beendet.") % {"day": full_day(closed_on)})
    if activity.is_past(today):
        return Permit(False, _("Das war bis zum %(day)s möglich.") % {"day": full_day(phase.ends_on)})
    if words := formats.missing_of([activity]).get(activity.pk):
        return Permit(False, words)
    return YES


def may_see_results(user: Actor, activity: Activity) -> Permit:
    """Tell whether someone may read what a survey brought: what is confidential until the end is so for the town hall, too."""
    when = activity.options.get("results", "end")
    if when == "hall" and not may_manage(user, activity.project.place):
        return Permit(False, _("Die Ergebnisse liest das Rathaus. Es sagt hier, was daraus folgt."))
    if when == "end" and not activity.is_past(timezone.localdate()):
        return Permit(
            False, _("Die Ergebnisse stehen hier, sobald die Umfrage zu Ende ist. Bis dahin sieht sie niemand.")
        )
    if activity.options.get("anonymous") and queries.sheets_sent([activity]).get(activity.pk, 0) < queries.FEWEST:
        words = _("Damit niemand zu erkennen ist, zeigen wir Ergebnisse erst ab %(n)d Antworten.")
        return Permit(False, words % {"n": queries.FEWEST})
    return YES


def takes_guests(project: Project) -> bool:
    """Tell whether people without an account take part."""
    return project.participants == Project.Participants.ANYONE


def takes_guests_at(municipality: Place, idea: uuid.UUID) -> bool:
    """Tell whether an idea lies in a project in which people without an account take part."""
    open_to_guests = {"project__participants": Project.Participants.ANYONE, "project__municipality": municipality}
    return Idea.objects.filter(public_id=idea, **open_to_guests).exists()


def has_proved(user: User | None, guest: GuestPass | None, project: Project) -> bool:
    """Tell whether someone showed that they live here, as far as the project asks for it."""
    if project.proof == residence.NONE:
        return True
    if user is None and guest is None:
        return False
    way = residence.proof(project.proof)
    if user is not None and way is not None and way.proves is not None and way.proves(project, user):
        return True
    shown = Residence.objects.filter(municipality=project.municipality, person=user, guest=guest)
    return shown.filter(proof=project.proof).exists()


def belongs(user: Actor, project: Project, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone is of those a project is for."""
    place, person = {"place": project.municipality.name}, user if isinstance(user, User) else None
    only_residents = project.participants == Project.Participants.RESIDENTS
    if person is None and (only_residents or (project.proof != residence.NONE and not takes_guests(project))):
        words = _("Hier machen die Menschen aus %(place)s mit. Bitte melden Sie sich an.")
        return Permit(False, words % place, needs_account=True)
    home = person.home if person else None
    if only_residents and (home is None or project.municipality_id not in {home.pk, home.parent_id}):
        words = _("Hier machen die Menschen aus %(place)s mit. Ihr Heimatort steht in Ihrem Konto.")
        return Permit(False, words % place)
    if not has_proved(person, guest, project):
        words = _("Hier machen die Menschen aus %(place)s mit. Bitte zeigen Sie einmal, dass Sie hier wohnen.")
        return Permit(False, words % place, needs_residence=True)
    return YES


def _may_see_hidden(user: Actor, idea: Idea) -> bool:
    if not idea.project.is_published:
        return has_role(user, STAFF, idea.place)
    return (isinstance(user, User) and idea.author_id == user.pk) or has_role(user, MODERATION, idea.place)


def _runs(project: Project, kinds: frozenset[str]) -> bool:
    phase = project.phase_on(timezone.localdate())
    return phase is not None and phase.kind in kinds


def _when_for_ideas(project: Project) -> str:
    today = timezone.localdate()
    if coming := project.phase_after(today, Phase.WITH_IDEAS):
        return _("Ideen können Sie ab dem %(day)s schreiben.") % {"day": full_day(coming.starts_on)}
    if over := project.phase_before(today, Phase.WITH_IDEAS):
        return _("Ideen wurden bis zum %(day)s gesammelt. Danke an alle, die mitgemacht haben.") % {
            "day": full_day(over.ends_on)
        }
    return _("In dieser Beteiligung werden keine Ideen gesammelt.")


def _when_for_voices(project: Project) -> str:
    today = timezone.localdate()
    if coming := project.phase_after(today, Phase.WITH_VOICES):
        return _("Unterstützen und kommentieren können Sie ab dem %(day)s.") % {"day": full_day(coming.starts_on)}
    if over := project.phase_before(today, Phase.WITH_VOICES):
        return _("Unterstützen und kommentieren war bis zum %(day)s möglich.") % {"day": full_day(over.ends_on)}
    return _("In dieser Beteiligung wird nicht kommentiert.")
