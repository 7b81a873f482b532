"""What people say in drafts, debates and petitions, as the ground services and the registry of formats know it."""

from django.utils.translation import gettext_lazy as _

from dorflinde.core import personal, subjects

from . import formats

_KEPT = (
    personal.Kept(
        _("was Sie zu Entwürfen, zu Vorschlägen und in Debatten sagen und welchen Wortlaut Sie vorschlagen, mit Datum"),
        _("damit alle es lesen und das Rathaus sagen kann, was daraus wird"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 e DSGVO): Sie veröffentlichen selbst"),
        _("bis Sie es zurückziehen; mit dem Konto geht Ihr Name, der Text bleibt ohne Namen"),
    ),
    personal.Kept(
        _("welche Wortmeldungen Sie unterstützen"),
        _("damit jede Stimme einmal zählt; andere sehen nur die Anzahl"),
        _("Ihre Einwilligung (Art. 9 Abs. 2 a DSGVO)"),
        _("bis Sie es zurücknehmen oder Ihr Konto löschen"),
    ),
)
_KEPT_OF_PETITIONS = (
    personal.Kept(
        _("Ihre Vorschläge mit Datum, Foto, Ort und früheren Fassungen"),
        _("damit alle lesen, was sie mitzeichnen, und das Rathaus antworten kann"),
        _("Ihre Einwilligung (Art. 6 Abs. 1 a, Art. 9 Abs. 2 e DSGVO): Sie veröffentlichen selbst"),
        _("bis Sie sie zurückziehen; mit dem Konto geht Ihr Name, der Text bleibt ohne Namen"),
    ),
    personal.Kept(
        _("welche Vorschläge Sie mitgezeichnet haben, und ob Ihr Name dabeisteht"),
        _("damit jede Stimme einmal zählt und Sie erfahren, was daraus wird"),
        _("Ihre Einwilligung (Art. 9 Abs. 2 a DSGVO)"),
        _("bis Sie es zurücknehmen; mit dem Konto geht Ihr Name, die Zahl bleibt"),
    ),
)


def register() -> None:
    """Make everything known; called once, when the house starts."""
    _register_subjects()
    _register_petitions()
    _register_formats()
    _register_personal_data()


def _register_subjects() -> None:
    from . import actions, queries

    subjects.register(
        subjects.Subject(
            kind="participation.remark",
            label=_("Wortmeldung"),
            icon="talk",
            from_words=_("Von der Wortmeldung"),
            to_words=_("zur Wortmeldung"),
            describe=queries.describe_remarks,
            hearers=queries.hearers_of_remark,
            may_be_origin=True,
            expected_steps=queries.expected_of_remark,
            hide=actions.hide_remark,
            restore=actions.restore_remark,
            can_wait=True,
            admit=actions.admit_remark,
            suggestions=queries.suggest_remarks,
        )
    )


def _register_petitions() -> None:
    from . import actions, queries

    subjects.register(
        subjects.Subject(
            kind="participation.petition",
            label=_("Vorschlag mit Mitzeichnung"),
            icon="edit",
            from_words=_("Vom Vorschlag"),
            to_words=_("zum Vorschlag"),
            describe=queries.describe_petitions,
            hearers=queries.hearers_of_petition,
            may_be_origin=True,
            expected_steps=queries.expected_of_petition,
            hide=actions.hide_petition,
            restore=actions.restore_petition,
            can_wait=True,
            suggestions=queries.suggest_petitions,
        )
    )
    personal.register(
        personal.PersonalData(
            name="petitions",
            title=_("Vorschläge mit Mitzeichnung"),
            kept=_KEPT_OF_PETITIONS,
            export=queries.petition_rows_of_person,
            erase=actions.forget_person_in_petitions,
        )
    )


def _register_formats() -> None:
    from . import actions, forms, queries
    from .views.document import debate_page, document_page
    from .views.petitions import petitions_card, petitions_page, petitions_result

    formats.register(
        formats.Format(
            kind="debate",
            label=_("Debatte"),
            icon="talk",
            explanation=_(
                "Eine Frage, zu der alle schreiben, was dafür und was dagegen spricht. Am Ende sagt das Rathaus, was es mitnimmt."
            ),
            invitation=_("Mitdiskutieren"),
            page=debate_page,
            staff_url_name="participation:remarks",
            numbers=queries.people_in_remarks,
            card=lambda request, activity: queries.remarks_in_words(activity),
        )
    )

    formats.register(
        formats.Format(
            kind="proposal",
            label=_("Vorschlag mit Mitzeichnung"),
            icon="edit",
            explanation=_(
                "Die Menschen schreiben konkrete Vorschläge. Zeichnen genug mit, befasst sich das Rathaus damit und antwortet allen."
            ),
            invitation=_("Vorschlagen und mitzeichnen"),
            page=petitions_page,
            numbers=queries.people_in_petitions,
            card=petitions_card,
            result=petitions_result,
            options=forms.PetitionOptions,
            check_options=actions.check_petition_options,
        )
    )
    formats.register(
        formats.Format(
            kind="document",
            label=_("Textentwurf"),
            icon="edit",
            explanation=_(
                "Alle lesen einen Entwurf Absatz für Absatz, kommentieren ihn und schlagen vor, wie er besser heißt. Am Ende steht, was daraus wurde."
            ),
            invitation=_("Text lesen und kommentieren"),
            page=document_page,
            staff_url_name="participation:remarks",
            copy=actions.copy_document,
            numbers=queries.people_in_remarks,
            missing=queries.without_text,
            card=lambda request, activity: queries.remarks_in_words(activity),
        )
    )


def _register_personal_data() -> None:
    from . import actions, queries

    personal.register(
        personal.PersonalData(
            name="remarks",
            title=_("Entwürfe und Debatten"),
            kept=_KEPT,
            export=queries.remark_rows_of_person,
            erase=actions.forget_person_in_remarks,
        )
    )
