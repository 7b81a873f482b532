"""Ideas that became one: what was gathered in an idea, what was taken out of it, and which others say much the same."""

from dorflinde.participation.models import Idea, IdeaQuerySet, searchable

_COMPARED = 400  # the newest ideas of a project; more would be no list a person reads
_OFFERED = 40
_SHORTEST = 4  # letters a word needs to say what an idea is about


def gathered_in(idea: Idea) -> list[Idea]:
    """Return the ideas that became part of this one and may be seen, oldest first."""
    rows = Idea.objects.filter(merger__root=idea, hiding__isnull=True, withdrawal__isnull=True)
    found = list(rows.select_related("author", "merger", "latest_answer").order_by("created_at", "pk"))
    for one in found:
        one.project = idea.project  # known already, with its municipality
    return found


def parts_of(idea: Idea) -> list[Idea]:
    """Return the ideas that were taken out of this one and may be seen, oldest first."""
    found = list(Idea.objects.visible().filter(part__origin=idea).order_by("created_at", "pk"))
    for one in found:
        one.project = idea.project
    return found


def origin_of(idea: Idea) -> Idea | None:
    """Return the idea this one was taken out of, if it may be seen."""
    found: Idea | None = _seen().filter(parts__idea=idea).first()
    if found is not None:
        found.project = idea.project
    return found


def like(idea: Idea, words: str = "") -> list[Idea]:
    """Return other ideas of the project that could become part of this one: those that share most words with it first."""
    others = Idea.objects.visible().filter(project=idea.project).exclude(pk=idea.pk)
    if words:
        return list(others.matching(words).for_cards().newest_first()[:_OFFERED])
    own = _words(f"{idea.title} {idea.text}")
    found = list(others.for_cards().newest_first()[:_COMPARED])
    shared = {one.pk: len(own & _words(one.search_text)) for one in found}
    return sorted(found, key=lambda one: -shared[one.pk])[:_OFFERED]


def _seen() -> IdeaQuerySet:
    """Return what may be seen, also as part of another idea."""
    return Idea.objects.filter(project__publication__isnull=False, hiding__isnull=True, withdrawal__isnull=True)


def _words(text: str) -> set[str]:
    return {word for word in searchable(text).replace("-", " ").split() if len(word) >= _SHORTEST}
