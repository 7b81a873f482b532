"""What a digest says: grouped by why one hears of it, each entry with its way, and how to get fewer or none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.core.text import excerpt
from dorflinde.feed.public import OutboxItem
from dorflinde.outlets.models import DigestLine, Letter, Rhythm

from .hearers import hearers_of, still_shown
from .letters import headers_of, mail_off_url

_SHOWN = 40  # entries in one letter; the rest is a link
_WORDS = 280


@dataclass(frozen=True)
class Entry:
    """One message as it stands in a digest."""

    title: str
    text: str
    url: str


def compose_digest(letter: Letter, person: User, mail: BaseEmailBackend) -> EmailMultiAlternatives | None:
    """Write a digest in the language of its reader; None when everything in it is gone."""
    lines = DigestLine.objects.filter(digest=letter.digest).select_related("item").order_by("item__created_at", "pk")
    items = [item for item in still_shown([line.item for line in lines]) if hearers_of(item, {person.pk})]
    if not items:
        return None
    with translation.override(person.language):
        subject = _subject(items)
        context = {
            "subject": subject,
            "language": person.language,
            "greeting": _("Guten Tag %(name)s,") % {"name": person.public_name} if person.pseudonym else _("Guten Tag,"),
            "lead": _lead(len(items)),
            "sections": _sections(items[:_SHOWN]),
            "more": _more(len(items) - _SHOWN),
            "why": _why(person),
            "all_url": _absolute(reverse("outlets:notifications")),
            "settings_url": _absolute(reverse("outlets:rhythm")),
            "off_url": mail_off_url(person),
        }  # fmt: skip
        text = render_to_string("outlets/mail/digest.txt", context)
        html = render_to_string("outlets/mail/digest.html", context)
    message = EmailMultiAlternatives(
        subject, text, to=[person.email], headers=headers_of(letter, person), connection=mail
    )
    message.attach_alternative(html, "text/html")
    return message


def _lead(number: int) -> str:
    words = ngettext("eine Mitteilung wartet auf Sie.", "%(number)d Mitteilungen warten auf Sie.", number)
    return words % {"number": number}


def _subject(items: list[OutboxItem]) -> str:
    first = " ".join(items[0].title.split())
    if len(items) == 1:
        return first
    return _("%(number)d Mitteilungen: %(first)s und mehr") % {
        "number": len(items), "first": excerpt(first, longest=80),
    }  # fmt: skip


def _sections(items: Iterable[OutboxItem]) -> list[tuple[str, list[Entry]]]:
    headings = {
        OutboxItem.Audience.PERSON: _("Für Sie"),
        OutboxItem.Audience.FOLLOWERS: _("Was aus den Sachen wird, denen Sie folgen"),
        OutboxItem.Audience.PLACE: _("Aus Ihrem Ort"),
    }
    found: dict[str, list[Entry]] = {heading: [] for heading in headings.values()}
    for item in items:
        entry = Entry(
            " ".join(item.title.split()), excerpt(item.text, longest=_WORDS), _absolute(item.url) if item.url else ""
        )
        found[headings[OutboxItem.Audience(item.audience)]].append(entry)
    return [(heading, entries) for heading, entries in found.items() if entries]


def _more(number: int) -> str:
    if number <= 0:
        return ""
    return ngettext("und %(number)d weitere Mitteilung", "und %(number)d weitere Mitteilungen", number) % {
        "number": number
    }


def _why(person: User) -> str:
    rhythm = Rhythm.objects.filter(user=person).first()
    if rhythm is None:
        return _("Das war noch gesammelt. Ab jetzt schreiben wir Ihnen sofort.")
    if rhythm.kind == Rhythm.Kind.DAILY:
        return _("Sie bekommen Mitteilungen gesammelt, einmal am Tag.")
    return _("Sie bekommen Mitteilungen gesammelt, jede Woche am %(weekday)s.") % {"weekday": WEEKDAYS[rhythm.weekday]}


def _absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
