"""A survey: its questions, when each is shown, and the answers people gave."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7

from .activity import Activity
from .guest import GuestPass


class QuestionQuerySet(models.QuerySet["Question"]):
    """The vocabulary of questions."""

    def of(self, activity: Activity) -> Self:
        """Return the questions of a survey in their order, each with its choices and the answers that call it up."""
        return (
            self.filter(activity=activity).prefetch_related("choices", "conditions__choice").order_by("position", "pk")
        )


class Question(models.Model):
    """One question of a survey."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("eine Antwort wählen")
        MULTIPLE = "multiple", _("mehrere Antworten wählen")
        SCALE = "scale", _("Skala, etwa von 1 bis 5")
        RANKING = "ranking", _("in eine Reihenfolge bringen")
        MATRIX = "matrix", _("mehrere Zeilen, gleiche Antworten")
        TEXT = "text", _("freier Text")
        NUMBER = "number", _("Zahl")
        PLACE = "place", _("Nadel auf der Karte")
        FILE = "file", _("Foto oder PDF")

    WITH_CHOICES: ClassVar = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING, Kind.MATRIX, Kind.SCALE})
    MAY_CALL_UP: ClassVar = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE})  # others, by their answers
    MAY_HAVE_OTHER: ClassVar = frozenset({Kind.SINGLE, Kind.MULTIPLE})

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("Wie wird geantwortet?"), max_length=10, choices=Kind)
    title = models.CharField(_("Frage"), max_length=300)
    help_text = models.CharField(_("Hinweis zur Frage"), max_length=300, blank=True)
    is_required = models.BooleanField(_("Muss beantwortet werden"), default=False)
    has_other = models.BooleanField(_("Mit eigenem Feld „Anderes“"), default=False)
    starts_page = models.BooleanField(_("Mit dieser Frage beginnt eine neue Seite"), default=False)
    page_title = models.CharField(_("Überschrift der Seite"), max_length=120, blank=True)
    most_choices = models.PositiveSmallIntegerField(_("Höchstens so viele Antworten"), null=True, blank=True)
    lowest = models.DecimalField(_("Kleinste Zahl"), max_digits=12, decimal_places=3, null=True, blank=True)
    highest = models.DecimalField(_("Größte Zahl"), max_digits=12, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("Einheit"), max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["activity", "position"], name="participation_question_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def columns(self) -> "list[Choice]":
        """Return what can be chosen."""
        return [choice for choice in self.choices.all() if not choice.is_row]

    @property
    def rows(self) -> "list[Choice]":
        """Return the rows of a matrix."""
        return [choice for choice in self.choices.all() if choice.is_row]

    @property
    def on_paper(self) -> "dict[int, Choice]":
        """Return by which number each answer is typed in from paper: its place, or on a scale the number it carries."""
        columns = self.columns
        if self.kind == self.Kind.SCALE and all(
            choice.text.isascii() and choice.text.isdecimal() for choice in columns
        ):
            return {int(choice.text): choice for choice in columns}
        return dict(enumerate(columns, start=1))

    def is_called_up(self, given: "dict[int, set[int]]") -> bool:
        """Tell whether it is asked after these answers (question → chosen): of each question it hangs on, one must have been given."""
        wanted: dict[int, set[int]] = {}
        for condition in self.conditions.all():
            wanted.setdefault(condition.choice.question_id, set()).add(condition.choice_id)
        return all(given.get(question, set()) & choices for question, choices in wanted.items())


class Choice(models.Model):
    """One thing to choose in a question: an answer, a step of a scale, something to rank; or a row of a matrix."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(max_length=200)
    is_row = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Antwortmöglichkeit")
        verbose_name_plural = _("Antwortmöglichkeiten")
        ordering = ["is_row", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class Condition(models.Model):
    """A question is asked only of those who chose this; several for one question stand side by side."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="conditions")
    choice = models.ForeignKey(Choice, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        verbose_name = _("Bedingung")
        verbose_name_plural = _("Bedingungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "choice"], name="participation_condition_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} ← {self.choice}"


class Rewording(models.Model):
    """How a question was worded before somebody mended it after the first answers: nobody can lose sight of it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="rewordings")
    title = models.CharField(max_length=300)
    until = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("früherer Wortlaut")
        verbose_name_plural = _("frühere Wortlaute")
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return self.title


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    """The vocabulary of answer sheets."""

    def sent(self) -> Self:
        """Return what counts: handed in, not still being written."""
        return self.filter(sent_at__isnull=False)

    def on_paper(self, activity: Activity) -> Self:
        """Return the sheets of paper that were typed in, the last one first."""
        return self.filter(activity=activity, paper_number__isnull=False).order_by("-paper_number")


class AnswerSheet(models.Model):
    """One person's answers; while they write it is a draft, and until the end they may correct it."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        DESK = "desk", _("im Rathaus")
        PHONE = "phone", _("am Telefon")
        PAPER = "paper", _("auf Papier")
        FRAME = "frame", _("auf einer anderen Website")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sheets")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="sheets")
    # Who in the town hall wrote down what somebody said at the desk or on the phone, or typed in a paper sheet.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ONLINE)
    # Written onto a sheet of paper when it is typed in, so that the heap and the list can be compared.
    paper_number = models.PositiveIntegerField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)  # the form as it was left, unchecked
    sent_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("Antwortbogen")
        verbose_name_plural = _("Antwortbögen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person"], name="participation_sheet_once_a_person"),
            models.UniqueConstraint(fields=["activity", "guest"], name="participation_sheet_once_a_guest"),
            models.UniqueConstraint(fields=["activity", "paper_number"], name="participation_sheet_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["activity", "sent_at"], name="participation_sheet_sent")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.public_id}"


def file_path(_owner: object, name: str) -> str:
    """Return an address nobody can guess; only the ending of the name is kept."""
    return f"umfragen/{uuid7()}{'.pdf' if name.endswith('.pdf') else '.jpg'}"


class SurveyAnswer(models.Model):
    """One mark on an answer sheet: a choice, a rank, a number, a word, a pin, a file."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    choice = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    row = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    text = models.TextField(blank=True, max_length=3000)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    file = models.FileField(upload_to=file_path, blank=True)

    class Meta:
        verbose_name = _("Antwort einer Umfrage")
        verbose_name_plural = _("Antworten einer Umfrage")
        constraints: ClassVar = [
            # Nobody chooses the same twice, so no share can pass 100 %.
            models.UniqueConstraint(
                fields=["sheet", "question", "choice"],
                condition=Q(row__isnull=True, choice__isnull=False),
                name="participation_choice_once",
            ),
            models.UniqueConstraint(
                fields=["sheet", "question", "row"], condition=Q(row__isnull=False), name="participation_row_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["question", "choice", "row"], name="participation_answer_count")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text or self.number or self.choice_id}"


class Turnout(models.Model):
    """Somebody took part in an anonymous survey: that they did, and nothing of what they said."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="turnouts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name = _("Teilnahme")
        verbose_name_plural = _("Teilnahmen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person"], name="participation_turnout_once"),
            models.UniqueConstraint(fields=["activity", "guest"], name="participation_turnout_once_a_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}"


def check_conditions(questions: Sequence[tuple[int, str, Iterable[int]]]) -> None:
    """Refuse questions (id, title, ids of those it hangs on) that hang on themselves, on each other or on a later one."""
    titles = {key: title for key, title, _on in questions}
    hangs_on = {key: set(on) for key, _title, on in questions}
    for key in hangs_on:
        way, seen = [key], {key}
        while way:
            for other in hangs_on.get(way.pop(), ()):
                if other == key:
                    raise ValidationError(
                        _("„%(title)s“ hängt über andere Fragen von sich selbst ab."), params={"title": titles[key]}
                    )
                if other not in seen:
                    seen.add(other)
                    way.append(other)
    before: set[int] = set()
    for key, title, on in questions:
        if late := next((other for other in on if other not in before), None):
            raise ValidationError(
                _("„%(title)s“ hängt von „%(other)s“ ab und muss deshalb danach kommen."),
                params={"title": title, "other": titles.get(late, "?")},
            )
        before.add(key)


def as_number(value: Any) -> Decimal | None:
    """Return a number of the database without the zeros behind it."""
    return None if value is None else Decimal(value).normalize()
