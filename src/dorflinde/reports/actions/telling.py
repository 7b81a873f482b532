"""Who hears of a report: the stream, the desk, those who follow it, whoever reported it."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.accounts.public import User
from dorflinde.core.text import excerpt
from dorflinde.desk import public as desk
from dorflinde.feed import public as feed
from dorflinde.places.public import raise_edition
from dorflinde.reports.models import Report, Status, StatusChange
from dorflinde.reports.policies import follow_url
from dorflinde.trail import public as trail

VET, HANDLE = "vet", "handle"
_KNOTS = {Status.SOLVED: "done", Status.ACTIVE: "begun"}


@translation.override(settings.LANGUAGE_CODE)
def announce(report: Report) -> None:
    """Bring the stream in line with a report: one entry while everyone may see it, none otherwise."""
    feed.withdraw(report.ref)
    raise_edition(report.place)
    if not report.is_visible or report.is_duplicate:
        return
    is_solved = report.status == Status.SOLVED
    feed.post(
        report.ref,
        place=report.place,
        channel="reports",
        label=_("Gelöst") if is_solved else _("Meldung"),
        title=report.title,
        text=report.public_text,
        url=report.get_absolute_url(),
        sender=feed.Sender(feed.SenderKind.PERSON, _("Meldung aus dem Ort")),
        actor=None,  # who reported it is nobody's business
        picture_url=report.photo_small.url if report.shows_photo else "",
        picture_alt=report.picture_alt if report.shows_photo else "",
        published_at=report.closed_at if is_solved else report.publication.published_at,
        is_sample=report.is_sample,
    )


def ask_desk(report: Report) -> None:
    """Put a report on the desk as long as something is to be done about it: first a look, then a solution."""
    if report.is_duplicate or report.is_hidden or (report.is_closed and report.is_published):
        settle_desk(report, actor=None, outcome=report.get_status_display())
        return
    waits = HANDLE if report.is_published else VET
    desk.settle(report.ref, kind=VET if waits == HANDLE else HANDLE, actor=None, outcome="")
    if report.is_closed:
        return
    labels = {VET: gettext_lazy("Meldung prüfen"), HANDLE: gettext_lazy("Meldung")}
    actions = {VET: gettext_lazy("Ansehen und freigeben"), HANDLE: gettext_lazy("Bearbeiten")}
    desk.ask(
        report.ref,
        kind=waits,
        place=report.municipality,
        label=labels[waits],
        title=report.title,
        note=" · ".join(part for part in (report.category.name, report.where, report.office) if part),
        action_url=report.desk_url,
        action_label=actions[waits],
        due_on=report.due_on,
        is_sample=report.is_sample,
    )


def settle_desk(report: Report, *, actor: User | None, outcome: str) -> None:
    """Take a report off the desk."""
    for kind in (VET, HANDLE):
        desk.settle(report.ref, kind=kind, actor=actor, outcome=outcome)


def tell_received(report: Report) -> None:
    """Confirm to somebody without an account that the report arrived, with the link to follow it."""
    if not report.email:
        return
    feed.tell_address(
        report.email,
        title=_("Ihre Meldung ist angekommen (%(reference)s)") % {"reference": report.reference},
        text=_("„%(title)s“: Das Rathaus sieht sich Ihre Meldung an. Unter diesem Link sehen Sie, wie es steht.")
        % {"title": report.title},
        url=follow_url(report),
    )


def tell_change(change: StatusChange, *, actor: User | None, tell: bool = True) -> None:
    """Write a change on the trail and tell those who follow the report, and whoever reported the same thing."""
    report = change.report
    title = _headline(report, change)
    if report.is_visible:
        trail.follow_up(
            report.ref, kind=_KNOTS.get(Status(change.status), "answered"), title=title, text=change.reason,
            url=report.get_absolute_url(), by=change.by, at=change.at, actor=actor, tell=tell,
        )  # fmt: skip
    elif report.author is not None and report.author != actor and tell:
        feed.tell_person(
            report.author, title=title, text=excerpt(change.reason, longest=280), url=report.get_absolute_url(),
            actor=actor,
        )  # fmt: skip
    if not tell:
        return
    for one in (report, *Report.objects.filter(duplicate__root=report).select_related("municipality")):
        if one.email and not change.is_by_reporter:  # in the words of whoever gets the letter
            feed.tell_address(one.email, title=_headline(one, change), text=change.reason, url=follow_url(one))


def mend_steps(report: Report) -> None:
    """Write the headline of a report on its trail as it is now: what was taken out of it stands nowhere else."""
    trail.reword(report.ref, {(one.at, one.reason): _headline(report, one) for one in report.changes.all()})


@translation.override(settings.LANGUAGE_CODE)
def _headline(report: Report, change: StatusChange) -> str:
    return _("Meldung „%(title)s“: %(status)s") % {"title": report.title, "status": change.get_status_display()}


def tell_published(report: Report) -> None:
    """Say to whoever reported it that everyone reads it now."""
    with translation.override(report.author.language if report.author else settings.LANGUAGE_CODE):
        title = _("Ihre Meldung steht auf der Seite: %(title)s") % {"title": report.title}
        text = _("Das Rathaus hat sie geprüft. Sie bekommen Bescheid, wenn sich etwas tut.")
    if report.author is not None:
        feed.tell_person(report.author, title=title, text=text, url=report.get_absolute_url())
    elif report.email:
        feed.tell_address(report.email, title=title, text=text, url=follow_url(report))
