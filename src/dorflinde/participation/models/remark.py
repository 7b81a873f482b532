"""What people say in an activity: to a paragraph of a draft, to a draft as a whole; a reply is the deepest it goes."""

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import name_of
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation

from .activity import Activity
from .document import Paragraph
from .guest import GuestPass
from .process import TownHallWord

DAYS_TO_ANSWER = 28
DOCUMENT, DEBATE = "document", "debate"  # the kinds of activities in which people talk


class RemarkQuerySet(models.QuerySet["Remark"]):
    """The vocabulary of remarks."""

    def visible(self) -> Self:
        """Return what everyone may see: not hidden itself, not under something hidden, not about a petition that is gone."""
        return self.filter(
            hiding__isnull=True, parent__hiding__isnull=True, petition__hiding__isnull=True,
            petition__withdrawn_at__isnull=True,
        )  # fmt: skip

    def on_top(self) -> Self:
        """Return what is no reply: what people support and the town hall answers."""
        return self.filter(parent__isnull=True)

    def unanswered(self) -> Self:
        """Return what nobody in the town hall answered yet."""
        return self.filter(answer__isnull=True)

    def complete(self) -> Self:
        """Fetch what a page shows along with each."""
        return self.select_related("author", "answer__organisation", "paragraph", "petition")

    def with_project(self) -> Self:
        """Fetch what tells where it stands and who may see it."""
        return self.select_related(
            "hiding", "parent__hiding", "author", "paragraph", "answer", "petition__hiding",
            "activity__project__municipality__parent", "activity__project__place__parent__parent",
            "activity__project__publication",
        ).defer("activity__project__municipality__boundary", "activity__project__place__boundary")  # fmt: skip


class Remark(models.Model):
    """Somebody's word; it keeps the wording it was about, whatever becomes of the draft."""

    class Stance(models.TextChoices):
        PRO = "pro", _("dafür")
        CONTRA = "contra", _("dagegen")
        NEUTRAL = "neutral", _("weder noch")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="remarks")
    paragraph = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.RESTRICT, related_name="remarks"
    )  # nothing: to the whole
    petition = models.ForeignKey(
        "participation.Petition", null=True, blank=True, on_delete=models.CASCADE, related_name="remarks"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    stance = models.CharField(max_length=7, choices=Stance, blank=True)  # in a debate, as its author sees it
    text = models.TextField(_("Ihr Kommentar"), max_length=2000, blank=True)
    wording = models.TextField(blank=True, editable=False)  # of the paragraph when this was written
    suggestion = models.TextField(_("Anderer Wortlaut"), max_length=6000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    support_count = models.PositiveIntegerField(default=0, editable=False)  # kept, so that lists can be sorted by it
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    is_waiting = False  # for a look of the moderation: set where only the author sees it

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wortmeldung")
        verbose_name_plural = _("Wortmeldungen")
        indexes: ClassVar = [
            models.Index(fields=["activity", "-created_at", "-id"], name="participation_remark_newest"),
            models.Index(fields=["activity", "-support_count", "-id"], name="participation_remark_most"),
            models.Index(fields=["paragraph", "-support_count", "-id"], name="participation_remark_here"),
        ]

    def __str__(self) -> str:
        return (self.text or self.suggestion)[:60]

    def get_absolute_url(self) -> str:
        """Return its place on the page of its paragraph, of its petition, of what is said to the whole, or of its debate."""
        project = self.activity.project
        words = [project.municipality.slug, project.slug, self.activity.slug]
        if self.paragraph is not None:
            page = reverse("participation:paragraph", args=[*words, self.paragraph.public_id])
        elif self.petition_id is not None:
            page = reverse("participation:petition", args=[*words, self.petition.public_id])  # type: ignore[union-attr]  # there is one
        else:
            name = "activity" if self.activity.kind == DEBATE else "remark_new"
            page = reverse(f"participation:{name}", args=words)
        return f"{page}?beitrag={self.public_id}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Return the id it has on the page."""
        return f"wort-{self.public_id}"

    @property
    def ref(self) -> Ref:
        """Names the remark for the ground services."""
        return Ref("participation.remark", self.public_id)

    @property
    def author_name(self) -> str:
        """The name others see; an erased account leaves none."""
        return name_of(self.author)

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation took it off the page."""
        return hasattr(self, "hiding")

    @property
    def is_answered(self) -> bool:
        """Tell whether the town hall said something to it."""
        return hasattr(self, "answer")

    @property
    def is_about_older_words(self) -> bool:
        """Tell whether the paragraph reads differently by now."""
        return self.paragraph is not None and self.paragraph.text != self.wording

    @property
    def answer_due_on(self) -> datetime.date:
        """Return the day by which the town hall wants to have answered."""
        return timezone.localdate(self.created_at) + datetime.timedelta(days=DAYS_TO_ANSWER)


class RemarkSupport(models.Model):
    """Somebody stands behind a remark; without the person's row it stays as a number."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Unterstützung einer Wortmeldung")
        verbose_name_plural = _("Unterstützungen von Wortmeldungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remark", "user"], name="participation_remark_support_once"),
            models.UniqueConstraint(fields=["remark", "guest"], name="participation_remark_support_once_a_guest"),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(guest__isnull=True), name="participation_remark_support_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.remark}"


class RemarkAnswer(models.Model):
    """What the town hall says to a remark, and whether it was taken over; mended in place, with the day."""

    class Verdict(models.TextChoices):
        TAKEN = "taken", _("übernommen")
        PARTLY = "partly", _("teilweise übernommen")
        REJECTED = "rejected", _("nicht übernommen")
        NOTED = "noted", _("zur Kenntnis genommen")

    # The signs of the house for how far something is, in words, colour and icon.
    STATES: ClassVar[dict[Any, str]] = {
        Verdict.TAKEN: "done", Verdict.PARTLY: "active", Verdict.REJECTED: "rejected", Verdict.NOTED: "checked",
    }  # fmt: skip

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="answer")
    verdict = models.CharField(_("Was wird daraus?"), max_length=8, choices=Verdict)
    text = models.TextField(_("Begründung"), max_length=3000)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(_("Wer antwortet?"), max_length=150)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Antwort auf eine Wortmeldung")
        verbose_name_plural = _("Antworten auf Wortmeldungen")

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.text[:60]}"

    @property
    def state(self) -> str:
        """Return the sign it has in the house."""
        return self.STATES[self.verdict]


class ClosingWord(TownHallWord):
    """What the town hall takes along from what people said, in its words, on top of the page."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="closing_word")
    text = models.TextField(_("Was nimmt das Rathaus mit?"), max_length=6000)

    class Meta:
        verbose_name = _("Zusammenfassung einer Debatte")
        verbose_name_plural = _("Zusammenfassungen von Debatten")
