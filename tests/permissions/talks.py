"""A draft people comment on, a debate and petitions, for the matrix."""

from dorflinde.participation import actions as participation
from dorflinde.participation.models import Paragraph, Petition, Project

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
    plan = participation.ActivityPlan(project.timetable[0], f"Mitzeichnen {prefix}", options={"first": 0, "quorum": 5})
    petitions = participation.create_activity(project, "proposal", plan, actor=None)
    words = participation.PetitionPlan("Ein Zebrastreifen", "Vor der Schule.", "Der Rat beantragt ihn.")
    petition = participation.begin_petition(petitions, words, actor=world.people["author"])
    unlisted = participation.begin_petition(petitions, words, actor=world.people["author"])
    Petition.objects.filter(pk=unlisted.pk).update(published_at=None)
    world.keys |= {
        f"{prefix}petitions": petitions.slug,
        f"{prefix}petition": petition.public_id,
        f"{prefix}unlisted_petition": unlisted.public_id,
    }
