"""Having a say, as a module a municipality can switch on and off."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dorflinde.core import commenting, modules, personal, subjects, uploads

# What is kept of a person: what, why, on which ground, how long.
_KEPT = (
    personal.Kept(
        _("Ihre Ideen und Kommentare mit Foto, Ort und Datum"),
        _("damit alle lesen, was vorgeschlagen wird, und das Rathaus antworten kann"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 e DSGVO): Sie veröffentlichen selbst"),
        _("bis Sie sie zurückziehen; mit dem Konto geht Ihr Name, der Text bleibt ohne Namen"),
    ),
    personal.Kept(
        _("welche Ideen Sie unterstützen"),
        _("damit jede Stimme einmal zählt; andere sehen nur die Anzahl"),
        _("Ihre Einwilligung (Art. 9 Abs. 2 a DSGVO)"),
        _("bis Sie es zurücknehmen oder Ihr Konto löschen"),
    ),
    personal.Kept(
        _("Ihre Antworten in Umfragen; bei anonymen nur, dass Sie teilgenommen haben"),
        _("damit jede Person einmal zählt und ihre Antworten bis zum Ende ändern kann"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 a DSGVO)"),
        _(
            "die Antworten ohne Namen auf Dauer; wer sie gab, bis 90 Tage nach dem Ende oder bis zum Löschen Ihres Kontos"
        ),
    ),
    personal.Kept(
        _("wie Sie auf einer Meinungskarte abgestimmt haben, und Ihre eigenen Aussagen"),
        _("damit jede Person einmal zählt; andere sehen nur Gruppen und Anteile"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 a DSGVO)"),
        _(
            "wessen Stimme es war, bis 90 Tage nach dem Ende; löschen Sie Ihr Konto, während abgestimmt wird, geht sie mit, danach bleibt sie ohne Namen gezählt"
        ),
    ),
    personal.Kept(
        _(
            "ohne Konto: ein Zufallswort in Ihrem Browser (Cookie „mitmachen“); wir behalten nur eine Prüfsumme davon, keine IP-Adresse"
        ),
        _("damit niemand aus Versehen zweimal zählt und Sie Ihre Antworten ändern können"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 a DSGVO)"),
        _("die Prüfsumme bis 90 Tage nach dem Ende der Beteiligung, das Wort ein Jahr oder bis Sie Cookies löschen"),
    ),
    personal.Kept(
        _("zu welchen geschlossenen Beteiligungen Sie eingeladen sind"),
        _("damit Sie hineinkommen"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a DSGVO)"),
        _("bis die Einladung zurückgenommen wird oder Sie Ihr Konto löschen"),
    ),
    personal.Kept(
        _("dass Sie Ihren Wohnsitz nachgewiesen haben, auf welchem Weg und an welchem Tag"),
        _("damit Sie es nur einmal tun müssen"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a DSGVO)"),
        _("bis Sie Ihr Konto löschen"),
    ),
)
_KEPT_OF_BUDGETS = (
    personal.Kept(
        _("Ihre Vorschläge zu einem Bürgerhaushalt, mit Ort und Datum"),
        _("damit alle lesen, was vorgeschlagen wird, und das Rathaus es prüfen kann"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 e DSGVO): Sie veröffentlichen selbst"),
        _("bis Sie sie zurückziehen; mit dem Konto geht Ihr Name, der Text bleibt ohne Namen"),
    ),
    personal.Kept(
        _("Ihr Stimmzettel und der Ort, in dem Sie dabei zu Hause waren"),
        _("damit jede Stimme einmal zählt, Sie sie ändern können und lesen, was Ihr Anteil bezahlt hat"),
        _("Ihre Einwilligung (Art. 9 Abs. 2 a DSGVO)"),
        _(
            "wem er gehört, bis 90 Tage nach der Auszählung; löschen Sie Ihr Konto, während abgestimmt wird, geht er mit, danach bleibt er ohne Namen gezählt"
        ),
    ),
)


class ParticipationConfig(AppConfig):
    """Projects with phases, ideas, support, comments, answers."""

    name = "dorflinde.participation"
    verbose_name = _("Mitreden")

    def ready(self) -> None:
        """Tell the house what this module brings."""
        from . import actions, hall, queries, talks
        from .views.projects import square_card

        modules.register(
            modules.Module(
                name="participation",
                title=_("Mitreden"),
                nav=(modules.Nav(_("Mitreden"), "say", "participation:index", 30),),
                composer=(
                    modules.ComposerKind(
                        _("Idee"), _("Etwas für den Ort vorschlagen"), "idea", "participation:compose", 50
                    ),
                ),
                cards=(modules.SquareCard("participation", 10, square_card),),
                on_contributions=(
                    modules.ContributionAction(
                        _("Idee daraus machen"), "idea", _address_of_new_idea, own="participation"
                    ),
                ),
                staff=(modules.Nav(_("Mitreden"), "say", "participation:manage", 30),),
            )
        )
        uploads.guard("mitreden", queries.is_photo_shown)
        uploads.seal("umfragen")
        _register_contributions()
        talks.register()
        _register_processes()
        _register_formats()
        hall.register()
        _register_proofs()
        _register_personal_data()
        commenting.register(
            commenting.Opener(
                "participation", actions.open_text, actions.count_remarks, actions.close_text, actions.renew_text
            )
        )


def _address_of_new_idea(municipality: str, contribution: subjects.Ref) -> str:
    return f"{reverse('participation:compose', args=[municipality])}?{urlencode({'aus': str(contribution)})}"


def _register_contributions() -> None:
    """Tell the ground services how to handle what people write here."""
    from . import actions, queries

    subjects.register(
        subjects.Subject(
            kind="participation.idea",
            label=_("Idee"),
            icon="idea",
            from_words=_("Von der Idee"),
            to_words=_("zur Idee"),
            describe=queries.describe_ideas,
            hearers=queries.hearers_of_idea,
            may_be_origin=True,
            expected_steps=queries.expected_of_idea,
            hide=actions.hide_idea,
            restore=actions.restore_idea,
            can_wait=True,
            suggestions=queries.suggest_ideas,
        )
    )
    subjects.register(
        subjects.Subject(
            kind="participation.comment",
            label=_("Kommentar"),
            icon="talk",
            describe=queries.describe_comments,
            hearers=queries.hearers_of_comment,
            may_be_origin=True,
            hide=actions.hide_comment,
            restore=actions.restore_comment,
            can_wait=True,
            admit=actions.admit_comment,
            suggestions=queries.suggest_comments,
        )
    )
    subjects.register(
        subjects.Subject(
            kind="participation.budget_proposal",
            label=_("Vorschlag zum Bürgerhaushalt"),
            icon="euro",
            from_words=_("Vom Vorschlag"),
            to_words=_("zum Vorschlag"),
            describe=queries.describe_proposals,
            hearers=queries.hearers_of_proposal,
            may_be_origin=True,
            expected_steps=queries.expected_of_proposal,
            hide=actions.hide_proposal,
            restore=actions.restore_proposal,
            suggestions=queries.suggest_proposals,
        )
    )


def _register_processes() -> None:
    """Tell the ground services how to handle projects and what is in them."""
    from . import actions, queries

    subjects.register(
        subjects.Subject(
            kind="participation.project",
            label=_("Beteiligung"),
            icon="say",
            describe=queries.describe_projects,
            hearers=queries.hearers_of_project,
            hide=actions.hide_project,
            restore=actions.restore_project,
        )
    )
    subjects.register(
        subjects.Subject(
            kind="participation.activity",
            label=_("Baustein"),
            icon="list",
            describe=queries.describe_activities,
        )
    )
    for kind, label, describe in (
        ("participation.phase", _("Phase"), queries.describe_phases),
        ("participation.outcome", _("Ergebnis"), queries.describe_outcomes),
    ):
        subjects.register(subjects.Subject(kind=kind, label=label, icon="say", describe=describe))
    subjects.register(
        subjects.Subject(
            kind="participation.statement",
            label=_("Aussage"),
            icon="talk",
            describe=queries.describe_statements,
            hide=actions.hide_statement,
            restore=actions.restore_statement,
            can_wait=True,
        )
    )


def _register_formats() -> None:
    """Offer what people can take part in beside ideas."""
    from . import actions, formats, forms, queries
    from .views.budget import budget_page
    from .views.opinion import opinion_page
    from .views.survey import survey

    formats.register(
        formats.Format(
            kind="budget",
            label=_("Bürgerhaushalt"),
            icon="euro",
            explanation=_(
                "Alle entscheiden zusammen, wofür ein Betrag ausgegeben wird: vorschlagen, prüfen, abstimmen, gerecht auszählen."
            ),
            invitation=_("Zum Bürgerhaushalt"),
            page=budget_page,
            staff_url_name="participation:budget_office",
            start=actions.start_budget,
            copy=actions.copy_budget,
            numbers=queries.people_of_budgets,
            missing=queries.missing_in_budgets,
        )
    )
    formats.register(
        formats.Format(
            kind="opinion_map",
            label=_("Meinungskarte"),
            icon="pin",
            explanation=_(
                "Alle stimmen mit einem Daumen über kurze Aussagen ab. Die Karte zeigt, welche Gruppen es gibt, was sie trennt und was alle verbindet."
            ),
            invitation=_("Abstimmen"),
            page=opinion_page,
            staff_url_name="participation:statements",
            copy=actions.copy_statements,
            numbers=queries.voices_on_maps,
            missing=queries.without_statements,
            options=forms.OpinionMapOptions,
        )
    )
    formats.register(
        formats.Format(
            kind="survey",
            label=_("Umfrage"),
            icon="check",
            explanation=_("Fragen mit vorgegebenen oder freien Antworten, auf dem Telefon und auf Papier."),
            invitation=_("An der Umfrage teilnehmen"),
            page=survey,
            staff_url_name="participation:questions",
            copy=actions.copy_questions,
            numbers=queries.sheets_sent,
            missing=queries.without_questions,
            options=forms.SurveyOptions,
            check_options=actions.check_survey_options,
        )
    )


def _register_personal_data() -> None:
    """Say which personal data is kept, why and how long, and how it is handed out and forgotten."""
    from . import actions, exports, queries, tasks

    personal.register(
        personal.PersonalData(
            name="participation",
            title=_("Mitreden"),
            kept=_KEPT,
            export=exports.rows_of_person,
            erase=actions.forget_person,
            forget=tasks.look_after_projects,
        )
    )
    personal.register(
        personal.PersonalData(
            name="budget",
            title=_("Bürgerhaushalt"),
            kept=_KEPT_OF_BUDGETS,
            export=queries.budget_rows_of_person,
            erase=actions.forget_person_in_budgets,
            forget=tasks.look_after_budgets,
        )
    )


def _register_proofs() -> None:
    """Offer the ways to show where one lives that need nothing but this house."""
    from . import actions, residence
    from .models import ResidenceCode

    def by_code(way: str) -> Callable[[Any, str], str]:
        return lambda project, word: actions.spend_code(project, word, way)

    code, ask = _("Ihr Code"), _("Acht Zeichen; ob groß oder klein geschrieben, ist gleich.")
    residence.register(residence.Proof(residence.NONE, _("Nein")))
    residence.register(
        residence.Proof(
            "postcode", _("Mit der Postleitzahl, ohne weitere Prüfung"), _("Ihre Postleitzahl"),
            check=actions.check_postcode,
        )
    )  # fmt: skip
    residence.register(
        residence.Proof(
            "desk", _("Mit einem Code, den das Rathaus übergibt"), code, ask, check=by_code(ResidenceCode.Way.DESK)
        )
    )
    residence.register(
        residence.Proof(
            "letter", _("Mit einem Code, der mit einem Brief kommt"), code, ask, check=by_code(ResidenceCode.Way.LETTER)
        )
    )
