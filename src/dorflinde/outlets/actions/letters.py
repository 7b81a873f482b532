"""What a letter says: what happened, where to read on, why one gets it, and how to get no more of them."""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.feed.public import OutboxItem
from dorflinde.outlets.models import Letter

_SALT = "outlets.mail_off"


def compose_single(letter: Letter, item: OutboxItem, mail: BaseEmailBackend) -> EmailMessage:
    """Write a letter about one thing in the language of its reader."""
    person = letter.user
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        text = "\n\n".join(_paragraphs(item, person))
    return EmailMessage(
        " ".join(item.title.split()),
        f"{text}\n",
        to=[person.email if person else letter.address],
        headers=headers_of(letter, person),
        connection=mail,
    )


def headers_of(letter: Letter, person: User | None) -> dict[str, str]:
    """Return what a mail program reads: whether it has the letter already, that nobody waits for an answer, how to stop it."""
    host = settings.BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    headers = {"Message-ID": f"<{letter.public_id}@{host}>", "Auto-Submitted": "auto-generated"}
    if person is not None:  # RFC 8058: mail programs show a button that needs no sign-in
        headers["List-Unsubscribe"] = f"<{mail_off_url(person)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def mail_off_url(person: User) -> str:
    """Return the address under which letters to this person stop; it works without signing in and for ever."""
    token = signing.dumps(str(person.public_id), salt=_SALT)
    return f"{settings.BASE_URL}{reverse('outlets:mail_off', args=[token])}"


def person_of(token: str) -> User | None:
    """Return whose letters a link stops; None for a link that is not ours or whose account is gone."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(public_id=key).first()


def _paragraphs(item: OutboxItem, person: User | None) -> list[str]:
    greeting = (
        _("Guten Tag %(name)s,") % {"name": person.public_name} if person and person.pseudonym else _("Guten Tag,")
    )
    parts = [greeting, item.title, item.text, f"{settings.BASE_URL}{item.url}" if item.url else ""]
    if person is not None:
        why = {
            OutboxItem.Audience.FOLLOWERS: _("Sie bekommen diese Nachricht, weil Sie der Sache folgen."),
            OutboxItem.Audience.PLACE: _("Sie bekommen diese Nachricht, weil das Ihr Heimatort ist."),
        }.get(OutboxItem.Audience(item.audience), _("Sie bekommen diese Nachricht, weil sie Ihr Konto betrifft."))
        parts += ["--\n" + why + "\n" + _("E-Mails abstellen: %(url)s") % {"url": mail_off_url(person)}]
    return [part for part in parts if part.strip()]
