"""What may leave a project: to programs that sign in nowhere, and into other websites."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.places.public import Place

from .models import Embedding, Project
from .policies import visible_project


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
