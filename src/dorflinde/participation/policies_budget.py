"""Who may see and do what in a citizens' budget, and the sentence for those who may not yet."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import MODERATION, Actor, User, has_role
from dorflinde.places.public import Place
from dorflinde.ui.clock import full_day

from . import policies, queries
from .models import Ballot, Budget, BudgetProposal, ExclusiveGroup, Pot, Stage
from .policies import YES, Permit

KIND = "budget"


# --- Doors --------------------------------------------------------------------------------------------------------------
def visible_budget(user: Actor, municipality: Place, project_slug: str, slug: str) -> Budget:
    """Return a budget to everyone who may see its project; other activities have no pots."""
    return queries.budget_of(policies.visible_activity(user, municipality, project_slug, slug, kind=KIND))


def editable_budget(user: Actor, municipality: Place, project_slug: str, slug: str) -> Budget:
    """Return a budget to those in the town hall who run it."""
    budget = visible_budget(user, municipality, project_slug, slug)
    if not may_run(user, budget):
        raise PermissionDenied
    return budget


def counted(budget: Budget) -> Budget:
    """Return a budget that has a result."""
    if not budget.is_counted:
        raise Http404(_("Dieser Bürgerhaushalt ist noch nicht ausgezählt."))
    return budget


def pot_of(budget: Budget, public_id: uuid.UUID) -> Pot:
    """Return a pot of a budget somebody came in to."""
    found = Pot.objects.select_related("place").filter(budget=budget, public_id=public_id).first()
    if found is None:
        raise Http404(_("Diesen Topf gibt es hier nicht (mehr)."))
    found.budget = budget
    return found


def group_of(budget: Budget, public_id: uuid.UUID) -> ExclusiveGroup:
    """Return an either-or of a budget somebody came in to."""
    found = ExclusiveGroup.objects.select_related("pot").filter(pot__budget=budget, public_id=public_id).first()
    if found is None:
        raise Http404(_("Das gibt es hier nicht (mehr)."))
    found.pot.budget = budget
    return found


def visible_proposal(user: Actor, budget: Budget, public_id: uuid.UUID) -> BudgetProposal:
    """Return a proposal; what the moderation took off is there for its author and the moderation alone."""
    found = BudgetProposal.objects.of(budget).whole().filter(public_id=public_id).first()
    if found is None or (found.is_removed and not _may_see_removed(user, found)):
        raise Http404(_("Diesen Vorschlag gibt es hier nicht (mehr)."))
    found.budget = found.pot.budget = budget
    return found


def editable_proposal(user: User, budget: Budget, public_id: uuid.UUID) -> BudgetProposal:
    """Return a proposal to its author as long as nobody has looked at it."""
    found = visible_proposal(user, budget, public_id)
    if not may_edit(user, found):
        raise PermissionDenied
    return found


def withdrawable_proposal(user: User, budget: Budget, public_id: uuid.UUID) -> BudgetProposal:
    """Return a proposal to its author as long as nobody can vote for it."""
    found = visible_proposal(user, budget, public_id)
    if not may_withdraw(user, found):
        raise PermissionDenied
    return found


def proposal_to_value(user: User, budget: Budget, public_id: uuid.UUID) -> BudgetProposal:
    """Return a proposal to those in the town hall who look at what it costs."""
    found = visible_proposal(user, budget, public_id)
    if not may_run(user, budget) or found.is_removed:
        raise PermissionDenied
    return found


def paper_ballot(budget: Budget, public_id: uuid.UUID) -> Ballot:
    """Return a sheet that was typed in; what people gave on the screen is nobody's business."""
    found = Ballot.objects.of(budget).on_paper().select_related("second_look").filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("Diesen Zettel gibt es hier nicht (mehr)."))
    found.budget = budget
    return found


# --- Rules --------------------------------------------------------------------------------------------------------------
def may_run(user: Actor, budget: Budget) -> bool:
    """Tell whether someone sets the budget up, checks proposals, types sheets in and counts."""
    return policies.may_manage(user, budget.activity.project.place)


def may_edit(user: Actor, proposal: BudgetProposal) -> bool:
    """Tell whether the author may still change the words: until the town hall has looked at them."""
    early = proposal.budget.stage == Stage.PROPOSE and not proposal.is_valued
    return _is_author(user, proposal) and early and not proposal.is_removed


def may_withdraw(user: Actor, proposal: BudgetProposal) -> bool:
    """Tell whether the author may take it back: until people can vote for it."""
    early = proposal.budget.stage in {Stage.COMING, Stage.PROPOSE, Stage.CHECK}
    return _is_author(user, proposal) and early and not proposal.is_removed


def may_propose(user: Actor, budget: Budget) -> Permit:
    """Tell whether someone may propose something now; a guest may begin and signs in on sending."""
    permit = policies.may_take_part(user, budget.activity)
    if not permit:
        return permit
    if budget.stage == Stage.PROPOSE:
        return YES
    if budget.proposals_until is None:
        return Permit(False, _("Bei diesem Bürgerhaushalt schlägt das Rathaus vor, und Sie stimmen ab."))
    return Permit(False, _("Vorschläge gingen bis zum %(day)s.") % {"day": full_day(budget.proposals_until)})


def may_vote(user: Actor, budget: Budget) -> Permit:
    """Tell whether someone may vote now; a guest may begin and signs in on sending."""
    permit = policies.may_take_part(user, budget.activity)
    if not permit:
        return permit
    if budget.stage in {Stage.COUNT, Stage.RESULT}:
        return Permit(False, _("Es wird schon ausgezählt."))
    if budget.stage != Stage.VOTE:
        return Permit(False, _("Abstimmen können Sie ab dem %(day)s.") % {"day": full_day(budget.first_day_of_voting)})
    return YES


def may_count(user: Actor, budget: Budget) -> Permit:
    """Tell whether someone may count now: when nobody can vote any more."""
    if not may_run(user, budget):
        return Permit(False, _("Das Rathaus zählt aus."))
    if budget.is_counted:
        return Permit(False, _("Es ist schon ausgezählt."))
    if budget.stage != Stage.COUNT:
        return Permit(
            False,
            _("Auszählen können Sie nach dem letzten Tag der Abstimmung, dem %(day)s.")
            % {"day": full_day(budget.activity.phase.ends_on)},
        )
    return YES


def may_print(user: Actor, budget: Budget) -> Permit:
    """Tell whether someone may print ballots: when what stands on them is checked, until the vote is over."""
    if not may_run(user, budget) or budget.stage not in {Stage.CHECK, Stage.VOTE}:
        return Permit(False, _("Drucken können Sie, wenn keine Vorschläge mehr kommen, bis zum Ende der Abstimmung."))
    if BudgetProposal.objects.of(budget).unchecked().exists():
        return Permit(False, _("Bitte prüfen Sie zuerst alle Vorschläge."))
    return (
        YES
        if BudgetProposal.objects.of(budget).admitted().exists()
        else Permit(False, _("Noch steht nichts zur Wahl."))
    )


def may_enter_sheets(user: Actor, budget: Budget) -> Permit:
    """Tell whether someone may type sheets in: from the first day of the vote until the count."""
    if not may_run(user, budget):
        return Permit(False, _("Das Rathaus gibt die Zettel ein."))
    if budget.stage == Stage.VOTE or (budget.stage == Stage.COUNT and not hasattr(budget, "tally")):
        return YES
    return Permit(False, _("Zettel können Sie während der Abstimmung eingeben und danach, bis Sie auszählen."))


def may_take_ballots_along(user: Actor, budget: Budget) -> bool:
    """Tell whether someone gets the nameless ballots: nobody before the count, then the town hall or, as announced, all."""
    return budget.is_counted and (budget.publishes_ballots or may_run(user, budget))


def _is_author(user: Actor, proposal: BudgetProposal) -> bool:
    return isinstance(user, User) and proposal.author_id == user.pk and not proposal.is_by_office


def _may_see_removed(user: Actor, proposal: BudgetProposal) -> bool:
    if not proposal.removal.is_by_moderation:
        return False
    return _is_author(user, proposal) or has_role(user, MODERATION, proposal.place)
