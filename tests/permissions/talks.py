"""A draft people comment on and a debate, for the matrix."""

from dorflinde.participation import actions as participation
from dorflinde.participation.models import Paragraph, Project

from .cast import World


def build(world: World, prefix: str, project: Project) -> None:
    """Put up a draft with a comment in a project."""
    plan = participation.ActivityPlan(project.timetable[0], f"Entwurf {prefix}")
    document = participation.create_activity(project, "document", plan, actor=None)
    participation.set_text(document, "Der Platz bleibt frei.", actor=None)
    paragraph = Paragraph.objects.of(document)[0]
    remark = participation.remark(document, actor=world.people["author"], text="Mit Bank", paragraph=paragraph)
    plan = participation.ActivityPlan(project.timetable[0], f"Debatte {prefix}")
    debate = participation.create_activity(project, "debate", plan, actor=None)
    world.keys |= {
        f"{prefix}debate": debate.slug,
        f"{prefix}document": document.slug,
        f"{prefix}paragraph": paragraph.public_id,
        f"{prefix}remark": remark.public_id,
    }
