"""What may leave a project: to programs that sign in nowhere, and into other websites."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.places.public import Place, without_module

from .models import Embedding, Idea, IdeaQuerySet, Project, ProjectQuerySet
from .policies import visible_project

MODULE = "participation"


def project_for_everyone(municipality: Place, slug: str) -> Project:
    """Return a project everyone may see, whoever asks: what is for invited people leaves nowhere."""
    return visible_project(AnonymousUser(), municipality, slug)


def finished_project(municipality: Place, slug: str) -> Project:
    """Return a project everyone may see and in which nothing changes any more."""
    project = project_for_everyone(municipality, slug)
    if not project.is_over(timezone.localdate()):
        raise Http404(_("Die offenen Daten gibt es, wenn die Beteiligung zu Ende ist."))
    return project


def embedded_project(municipality: Place, slug: str) -> Project:
    """Return a project that other websites may show."""
    project = project_for_everyone(municipality, slug)
    if not sites_of(project):
        raise Http404(_("Diese Beteiligung lässt sich nicht einbetten."))
    return project


def sites_of(project: Project) -> list[str]:
    """Return the websites that may show a project."""
    found = Embedding.objects.filter(project=project).first()
    return list(found.sites) if found else []


def projects_for_everyone() -> ProjectQuerySet:
    """Return the projects everyone may see, in every municipality that has participation switched on."""
    return Project.objects.listed().exclude(municipality__in=without_module(MODULE))


def listed_project(public_id: uuid.UUID) -> Project:
    """Return a project everyone may see, whichever municipality it belongs to."""
    found = projects_for_everyone().select_related("municipality").filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("Diese Beteiligung gibt es hier nicht."))
    return project_for_everyone(found.municipality, found.slug)


def ideas_for_everyone() -> IdeaQuerySet:
    """Return the ideas everyone may see, in projects everyone may see."""
    return Idea.objects.visible().for_everyone().exclude(project__municipality__in=without_module(MODULE))


def listed_idea(public_id: uuid.UUID) -> Idea:
    """Return an idea everyone may see, in a project everyone may see."""
    found = ideas_for_everyone().complete().filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("Diese Idee gibt es hier nicht (mehr)."))
    return found
