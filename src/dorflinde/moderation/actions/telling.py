"""What those concerned are told, each in their own language: the reporter, the author, whoever complained."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.subjects import Description
from dorflinde.feed.public import tell_address, tell_person
from dorflinde.moderation.models import PAUSE, Complaint, Decision, Notice, Review
from dorflinde.moderation.policies import reporter_key


def tell_author(described: Description | None, decision: Decision) -> None:
    """Send the statement of reasons (DSA Art. 17) to whoever wrote it, with the way to complain."""
    author = _author_of(described)
    if described is None or author is None:
        return
    with language_of(author):
        tell_person(
            author,
            title=_title_for_author(described, decision),
            text=_("Grund: %(ground)s. %(reason)s Wenn Sie das anders sehen, können Sie sich beschweren.")
            % {"ground": decision.get_ground_display(), "reason": decision.reason},
            url=reverse("moderation:statement", args=[decision.notice.public_id]),
        )


def tell_admitted(review: Review, described: Description) -> None:
    """Tell whoever wrote something that everyone can read it now."""
    if review.author is None:
        return
    with language_of(review.author):
        tell_person(
            review.author,
            title=_("Ihr Beitrag ist jetzt zu lesen: %(title)s") % {"title": described.title},
            text=_("Die Moderation hat ihn angesehen und freigegeben."),
            url=described.url,
        )


def tell_waits_again(review: Review, described: Description) -> None:
    """Tell whoever wrote something that it was let through by a slip."""
    if review.author is None:
        return
    with language_of(review.author):
        tell_person(
            review.author,
            title=_("Ihr Beitrag wird noch einmal geprüft: %(title)s") % {"title": described.title},
            text=_("Er war versehentlich schon freigegeben. Sie bekommen Bescheid."),
            url=described.url,
        )


def tell_decision(decision: Decision, described: Description | None) -> None:
    """Tell whoever reported something what was decided and how to complain (DSA Art. 16 (5))."""
    notice = decision.notice
    with language_of(notice.reporter):
        tell_reporter(
            notice,
            title=_("Über Ihren Hinweis %(reference)s ist entschieden") % {"reference": notice.reference},
            text=_(
                "„%(title)s“ %(outcome)s. Begründung: %(reason)s Wenn Sie das anders sehen, können Sie sich beschweren."
            )
            % {
                "title": described.title if described else notice.url,
                "outcome": decision.get_outcome_display(),
                "reason": decision.reason,
            },
        )


def tell_author_it_is_back(described: Description | None, notice: Notice) -> None:
    """Tell whoever wrote something that it stands there again."""
    author = _author_of(described)
    if described is None or author is None:
        return
    with language_of(author):
        tell_person(
            author,
            title=(
                _("Sie können wieder schreiben: %(title)s")
                if described.ref.kind == PAUSE
                else _("Ihr Beitrag ist wieder zu lesen: %(title)s")
            )
            % {"title": described.title},
            text=_("Wir haben unsere Entscheidung zurückgenommen. Entschuldigen Sie bitte."),
            url=described.url or reverse("moderation:statement", args=[notice.public_id]),
        )


def tell_taken_back(decision: Decision) -> None:
    """Tell whoever reported something that the decision on it does not hold any more."""
    notice = decision.notice
    with language_of(notice.reporter):
        tell_reporter(
            notice,
            title=_("Über Ihren Hinweis %(reference)s wird noch einmal entschieden") % {"reference": notice.reference},
            text=_("Wir haben unsere Entscheidung zurückgenommen und schreiben Ihnen wieder."),
        )


def tell_complainant(complaint: Complaint) -> None:
    notice = complaint.decision.notice
    with language_of(complaint.author):
        title = _("Antwort auf Ihre Beschwerde (%(reference)s)") % {"reference": notice.reference}
        if complaint.author is not None:
            url = reverse("moderation:statement", args=[notice.public_id])
            tell_person(complaint.author, title=title, text=complaint.answer, url=url)
        else:
            tell_reporter(notice, title=title, text=complaint.answer)


def tell_reporter(notice: Notice, *, title: str, text: str) -> None:
    """Write to whoever reported it; people without an account get an address that opens the statement for them alone."""
    url = reverse("moderation:statement", args=[notice.public_id])
    if notice.reporter is not None:
        tell_person(notice.reporter, title=title, text=text, url=url)
    elif notice.email:
        tell_address(notice.email, title=title, text=text, url=f"{url}?schluessel={reporter_key(notice)}")


def language_of(person: User | None) -> translation.override:
    """Speak the language of whoever reads it; the house speaks its own."""
    return translation.override(person.language if person else settings.LANGUAGE_CODE)


def _title_for_author(described: Description, decision: Decision) -> str:
    if decision.is_pause:
        return described.title
    if Review.objects.about(described.ref).waiting().exists():
        return _("Ihr Beitrag wird nicht veröffentlicht: %(title)s") % {"title": described.title}
    return _("Ihr Beitrag wurde entfernt: %(title)s") % {"title": described.title}


def _author_of(described: Description | None) -> User | None:
    """Return who wrote a thing, if that is known and the account still exists."""
    return User.objects.filter(pk=described.author_id).first() if described and described.author_id else None
