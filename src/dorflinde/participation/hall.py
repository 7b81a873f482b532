"""What happens in a hall, told to the house: the live question hour, the meeting, what is kept of whom."""

from django.utils.translation import gettext_lazy as _

from dorflinde.core import personal, subjects

from . import formats

_KEPT = (
    personal.Kept(
        _("Ihre Fragen in Fragestunden, mit Ihrem Namen nur, wenn Sie ihn dazuschreiben"),
        _("damit alle lesen, was gefragt und geantwortet wurde"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 e DSGVO): Sie veröffentlichen selbst"),
        _("wessen Frage es war, bis 90 Tage nach dem Ende oder bis zum Löschen Ihres Kontos; der Text bleibt ohne Namen"),
    ),
    personal.Kept(
        _("welche Fragen Sie unterstützen und wie Sie im Saal abgestimmt haben"),
        _("damit jedes Gerät einmal zählt; andere sehen nur die Anzahl"),
        _("Ihre Einwilligung (Art. 9 Abs. 2 a DSGVO)"),
        _("bis Sie es zurücknehmen, längstens 90 Tage nach dem Ende; die Anzahl bleibt"),
    ),
    personal.Kept(
        _("dass Sie sich zu einem Treffen angemeldet haben, ohne Konto mit Name und E-Mail-Adresse"),
        _("damit das Rathaus weiß, für wie viele es richtet, und Sie erinnern kann; die Liste liest nur das Rathaus"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a DSGVO)"),
        _("bis Sie sich abmelden, längstens 90 Tage nach dem Treffen; die Adresse bis zum Tag danach"),
    ),
)  # fmt: skip


def register() -> None:
    """Tell the house what question hours and meetings bring."""
    from . import actions, exports, tasks

    _register_hours()
    _register_gatherings()
    personal.register(
        personal.PersonalData(
            name="hall",
            title=_("Fragestunden und Treffen"),
            kept=_KEPT,
            export=exports.hall_rows_of_person,
            erase=actions.forget_person_in_halls,
            forget=tasks.look_after_halls,
        )
    )


def _register_hours() -> None:
    from . import actions, forms, queries
    from .views.hour import hour_card, hour_page, hour_result

    subjects.register(
        subjects.Subject(
            kind="participation.hall_question",
            label=_("Frage aus dem Saal"),
            icon="talk",
            describe=queries.describe_hall_questions,
            hide=actions.hide_hall_question,
            restore=actions.restore_hall_question,
        )
    )
    formats.register(
        formats.Format(
            kind="question_hour",
            label=_("Fragestunde („Jetzt red i“)"),
            icon="talk",
            explanation=_(
                "Der Saal fragt mit dem Telefon, ohne Konto, und unterstützt, was er hören will. Am Pult ordnen Sie die Fragen, auf der Leinwand sehen sie alle, und die Antworten bleiben stehen."
            ),
            invitation=_("Fragen stellen"),
            page=hour_page,
            staff_url_name="participation:hour_desk",
            start=actions.start_hour,
            copy=actions.copy_polls,
            numbers=queries.people_in_halls,
            card=hour_card,
            result=hour_result,
            options=forms.QuestionHourOptions,
        )
    )


def _register_gatherings() -> None:
    from . import actions, queries
    from .views.gatherings import gathering_card, gathering_page, gathering_result

    formats.register(
        formats.Format(
            kind="meeting",
            label=_("Treffen"),
            icon="calendar",
            explanation=_(
                "Ein Abend vor Ort mit Tagesordnung, auf Wunsch mit Anmeldung und Warteliste. Danach stehen Protokoll, Fotos und Ergebnisse da."
            ),
            invitation=_("Zum Treffen"),
            page=gathering_page,
            staff_url_name="participation:gathering_plan",
            start=actions.start_gathering,
            copy=actions.copy_gathering,
            numbers=queries.signups_of,
            missing=queries.without_a_day,
            card=gathering_card,
            result=gathering_result,
        )
    )
