"""What the house rules say to what somebody is about to send."""

from dorflinde.accounts.public import User
from dorflinde.moderation.public import Verdict, screen
from dorflinde.participation.forms import IdeaForm
from dorflinde.participation.models import Idea
from dorflinde.places.public import Place


def screen_idea(user: User, form: IdeaForm) -> Verdict:
    """Hold a valid idea against the rules of the place it is for."""
    given = form.cleaned_data
    text = "\n".join(str(given.get(name, "")) for name in ("title", "text", "photo_alt"))
    return screen(user, place=given.get("place") or form.project.place, kind="participation.idea", text=text)


def screen_comment(user: User, idea: Idea, text: str) -> Verdict:
    """Hold a comment against the rules of the place of its idea."""
    place: Place = idea.place
    return screen(user, place=place, kind="participation.comment", text=text)
