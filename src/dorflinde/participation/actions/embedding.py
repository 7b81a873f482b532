"""Letting other websites show a project, and taking that back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.participation.models import Embedding, Project
from dorflinde.places.public import raise_edition


@transaction.atomic
def allow_embedding(project: Project, sites: Sequence[str], *, actor: User | None) -> None:
    """Name the websites that may show a project; with none, nobody may any more."""
    if sites:
        said = {"sites": list(sites), "allowed_by": actor, "allowed_at": timezone.now()}
        Embedding.objects.update_or_create(project=project, defaults=said)
    else:
        Embedding.objects.filter(project=project).delete()
    record(
        "participation.project.embedding", project.ref, actor=actor, place=project.place, details={"sites": list(sites)}
    )
    raise_edition(project.place)
