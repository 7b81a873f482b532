"""Entry of the module among the installed apps."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dorflinde.core.personal import Kept
from dorflinde.core.subjects import Ref


class StrategyConfig(AppConfig):
    """Where the municipality is heading: fields of action, measures, roadmap, paper."""

    name = "dorflinde.strategy"
    verbose_name = _("Strategie und Fahrplan")

    def ready(self) -> None:
        """Tell the house what the strategy brings to navigation, square, desk and trail."""
        from dorflinde.core import modules, personal, subjects  # the registries; models are ready only now

        from . import actions, exports, queries
        from .models import KIND
        from .views import square

        modules.register(
            modules.Module(
                name="strategy",
                title=_("Fahrplan"),
                nav=(modules.Nav(_("Fahrplan"), "roadmap", "strategy:roadmap", 40),),
                cards=(
                    modules.SquareCard("strategy.roadmap", 60, square.roadmap_card),
                    modules.SquareCard("strategy.latest", 40, square.latest_card),
                ),
                on_contributions=(
                    modules.ContributionAction(_("Maßnahme daraus machen"), "roadmap", _address_of_new_measure),
                ),
                staff=(modules.Nav(_("Werkstatt"), "roadmap", "workshop:index", 40, start_name="workshop:start"),),
            )
        )
        subjects.register(
            subjects.Subject(
                kind=KIND,
                label=_("Maßnahme"),
                describe=queries.describe,
                icon="roadmap",
                from_words=_("Von der Maßnahme"),
                to_words=_("zur Maßnahme"),
                expected_steps=queries.expected_steps,
                hide=actions.hide_measure,
                restore=actions.restore_measure,
                suggestions=queries.suggestions,
            )
        )
        subjects.register(
            subjects.Subject(
                kind="strategy.roadmap", label=_("Fahrplan"), describe=queries.describe_roadmap, icon="roadmap"
            )
        )
        personal.register(
            personal.PersonalData(
                name="strategy", title=_("Fahrplan"), kept=_kept_of_people(), export=exports.rows_of_person
            )
        )


def _kept_of_people() -> tuple[Kept, ...]:
    return (
        Kept(
            _(
                "wer im Rathaus eine Maßnahme angelegt, ihren Stand geändert, über sie berichtet, ihren Termin festgehalten oder einen Vorschlag für den Fahrplan angestoßen hat"
            ),
            _("damit nachzulesen ist, wer wann was entschieden hat; öffentlich steht nur das Rathaus"),
            _("Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 e DSGVO)"),
            _("mit dem Konto geht der Name, die Änderung bleibt stehen"),
        ),
        Kept(
            _(
                "wer im Rathaus einen Fragebogen zur Ausgangslage beantwortet oder einen Schritt der Strategie eingetragen hat"
            ),
            _(
                "damit jede Person ihre Antworten ändern kann; die Antworten und Anmerkungen stehen ohne Namen im Ergebnis"
            ),
            _("Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 e DSGVO)"),
            _("mit dem Konto geht der Name, die Antwort bleibt stehen"),
        ),
    )


def _address_of_new_measure(municipality: str, contribution: Ref) -> str:
    return f"{reverse('workshop:measure_new', args=[municipality])}?{urlencode({'aus': str(contribution)})}"
