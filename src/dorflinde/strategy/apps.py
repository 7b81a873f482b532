"""Entry of the module among the installed apps."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dorflinde.core import personal, subjects, uploads
from dorflinde.core.subjects import Ref


class StrategyConfig(AppConfig):
    """Where the municipality is heading: fields of action, measures, roadmap, paper."""

    name = "dorflinde.strategy"
    verbose_name = _("Strategie und Fahrplan")

    def ready(self) -> None:
        """Tell the house what the strategy brings to navigation, square, desk and trail."""
        from dorflinde.core import modules, voting  # the registry; models are ready only now
        from dorflinde.outlets.public import register_events

        from . import actions, exports, policies, queries, tasks
        from .models import KIND
        from .views import square

        modules.register(
            modules.Module(
                name="strategy",
                title=_("Fahrplan"),
                nav=(modules.Nav(_("Fahrplan"), "roadmap", "strategy:roadmap", 40),),
                cards=(
                    modules.SquareCard("strategy.roadmap", 60, square.roadmap_card),
                    modules.SquareCard("strategy.vote", 15, square.vote_card),
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
        subjects.register(_workshop_cards())
        voting.register(voting.Box("strategy", queries.votes_to_choose, queries.find_votes))
        register_events(actions.EVENTS)
        uploads.guard("werkstatt", queries.is_photo_shown, may_read=policies.may_read_photo)
        personal.register(
            personal.PersonalData(
                name="strategy",
                title=_("Fahrplan"),
                kept=_kept(),
                export=lambda user: [*exports.rows_of_person(user), *exports.people_rows_of_person(user)],
                forget=tasks.forget,
            )
        )


def _workshop_cards() -> subjects.Subject:
    """Return what the ground services need to show a card of a workshop, from which a measure can grow."""
    from . import queries
    from .models import CARD_KIND

    return subjects.Subject(
        kind=CARD_KIND,
        label=_("Karte aus der Werkstatt"),
        describe=queries.describe_cards,
        icon="idea",
        from_words=_("Von der Karte"),
        to_words=_("zur Karte"),
        may_be_origin=True,
        suggestions=queries.card_suggestions,
    )


def _address_of_new_measure(municipality: str, contribution: Ref) -> str:
    return f"{reverse('workshop:measure_new', args=[municipality])}?{urlencode({'aus': str(contribution)})}"


def _kept() -> tuple[personal.Kept, ...]:
    return (
        personal.Kept(
            _(
                "wer im Rathaus eine Maßnahme angelegt, eines ihrer Felder oder ihren Stand geändert, über sie berichtet, ihren Termin festgehalten oder einen Vorschlag für den Fahrplan angestoßen hat"
            ),
            _("damit nachzulesen ist, wer wann was entschieden hat; öffentlich steht nur das Rathaus"),
            _("Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 e DSGVO)"),
            _("mit dem Konto geht der Name, die Änderung bleibt stehen"),
        ),
        personal.Kept(
            _(
                "wer im Rathaus einen Fragebogen zur Ausgangslage beantwortet oder einen Schritt der Strategie eingetragen hat"
            ),
            _(
                "damit jede Person ihre Antworten ändern kann; die Antworten und Anmerkungen stehen ohne Namen im Ergebnis"
            ),
            _("Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 e DSGVO)"),
            _("mit dem Konto geht der Name, die Antwort bleibt stehen"),
        ),
        personal.Kept(
            _("die E-Mail-Adresse, unter der die Federführung einer Maßnahme um eine Meldung gebeten wird"),
            _("damit auch melden kann, wer hier kein Konto hat"),
            _("Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 e DSGVO)"),
            _("ein halbes Jahr nach dem Ende der Maßnahme"),
        ),
        personal.Kept(
            _("wie Sie bei einer Punktabstimmung Ihre Punkte verteilt haben"),
            _("damit jede Stimme einmal zählt und Sie sie bis zum Ende ändern können"),
            _("Ihre Einwilligung durch das Abstimmen (Art. 6 Abs. 1 a DSGVO)"),
            _("mit dem Auszählen wird der Stimmzettel namenlos"),
        ),
        personal.Kept(
            _("mit wem das Rathaus über die Strategie spricht: Einfluss, Interesse, Haltung, Gespräche"),
            _("damit niemand vergessen wird; nur das Rathaus liest es, und wer darin steht, bekommt Auskunft"),
            _("Aufgabe im öffentlichen Interesse (Art. 6 Abs. 1 e DSGVO)"),
            _(
                "ein Jahr nach dem Ende der Strategie geht, wer als Person darin steht, und von Gruppen alles, was über sie geschrieben wurde; auf Wunsch früher"
            ),
        ),
    )
