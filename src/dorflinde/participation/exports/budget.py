"""A citizens' budget for whoever wants to count again: nameless ballots in Pabulib's format, one file for each pot."""

from django.utils.translation import gettext as _

from dorflinde.methods.pabulib_writing import write_election
from dorflinde.participation.models import Budget, Pot
from dorflinde.participation.queries.counting import elections_of, mixed


def ballots_as_pb(budget: Budget, pot: Pot) -> str:
    """Return the election of a pot as it was counted, with the rules and the lot, so that the same comes out again."""
    (found,) = elections_of(budget, [pot])
    rules, told = budget.tally.rules, budget.tally.pots[str(pot.public_id)]
    project, phase = budget.activity.project, budget.activity.phase
    won = {row["number"] for row in told["winners"]}
    supporters = {row["number"]: row["supporters"] for row in [*told["winners"], *told["missed"]]}
    # A ranking goes out as the points it was counted by: the last place counts too, which the format's own ranking does not know.
    utility = "points" if rules["utility"] == "ranking" else rules["utility"]
    meta = {
        "description": f"{budget.activity.title}: {pot.title}",
        "country": "Germany",
        "unit": project.municipality.name,
        "instance": phase.ends_on.year,
        "date_begin": budget.first_day_of_voting.strftime("%d.%m.%Y"),
        "date_end": phase.ends_on.strftime("%d.%m.%Y"),
        "rule": rules["rule"],
        "utility": utility,
        "completion": rules["completion"],
        "ties": ",".join(rules["ties"]),
        "seed": rules["seed"],
        "increment": told["increment"],
        "comment": _("Nachzählen: dorflinde budget count DATEI {options}").format(
            options=f"--rule {rules['rule']} --utility {utility} --completion {rules['completion']} "
            f"--ties {','.join(rules['ties'])} --seed {rules['seed']} --increment {told['increment']}"
        ),
    }
    projects = {
        number: {
            "name": proposal.title,
            "votes": supporters.get(number, 0),
            "selected": int(number in won),
        }
        for number, proposal in found.proposals.items()
    }
    return write_election(mixed(found), meta=meta, projects=projects)
