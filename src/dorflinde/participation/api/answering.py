"""The town hall answers by program: through the same door, form and action as on the page."""

from django.utils.translation import gettext_noop as _
from ninja import Status

from dorflinde.core.api import NotAccepted
from dorflinde.feed.public import Sender
from dorflinde.participation import actions, policies, policies_outward
from dorflinde.participation.forms import AnswerForm

from .bodies import NewAnswer
from .ideas import IdeaKey
from .keys import KeyedRequest, answering
from .routes import OF_TOWN_HALL, router
from .schemas import OfficialAnswer


@router.post(
    "/ideas/{idea}/answers",
    response={201: OfficialAnswer},
    auth=answering,
    tags=[OF_TOWN_HALL],
    operation_id="answer_idea",
    summary=_("Eine Idee amtlich beantworten"),
    description=_("Mit dem Stand und dem Grund. Wer der Idee folgt, bekommt Bescheid."),
)
def answer_idea(request: KeyedRequest, idea: IdeaKey, body: NewAnswer) -> Status[OfficialAnswer]:
    """Answer an idea officially."""
    user, seen = request.user, policies_outward.listed_idea(idea)
    found = policies.answerable_idea(user, seen.project.municipality, idea)
    by = body.by or Sender.town_hall(found.place).name
    form = AnswerForm({"status": body.status.value, "text": body.text, "by": by})
    if not form.is_valid():
        raise NotAccepted.in_form(form)
    answer = actions.answer_idea(found, actor=user, **form.cleaned_data)
    return Status(201, OfficialAnswer.of(answer))
