"""Tables of open data about votes on statements and about the record of a question hour; nobody is in them."""

import random

from django.utils.crypto import salted_hmac

from dorflinde.participation.models import Activity, Opinion
from dorflinde.participation.queries import Hall, Picture

Row = list[str | int | float | None]
Table = list[Row]


def votes_without_names(activity: Activity, picture: Picture) -> Table:
    """Return who voted how as numbers that lead to nobody: only statements that are shown, in an order of chance.

    The order depends on a secret of the house, so that numbers of two files cannot be joined, and yet the same map
    gives the same file.
    """
    shown = [line.text for line in picture.lines]
    votes = Opinion.objects.filter(statement__activity=activity, statement__text__in=shown).values_list(
        "voice", "statement__text", "vote"
    )
    by_voice: dict[int, dict[str, int]] = {}
    for voice, words, vote in votes:
        by_voice.setdefault(voice, {})[words] = vote
    secret = salted_hmac("dorflinde.participation.open_votes", str(activity.public_id), algorithm="sha256").hexdigest()
    order = sorted(by_voice)
    random.Random(secret).shuffle(order)  # noqa: S311  # the seed is the secret
    rows: Table = [["nummer", "aussage", "stimme"]]
    for number, voice in enumerate(order, start=1):
        rows += [[number, words, by_voice[voice][words]] for words in shown if words in by_voice[voice]]
    return rows


def questions_of(hall: Hall) -> Table:
    """Return what was asked and answered, as everyone reads it, without names."""
    rows: Table = [["frage", "unterstuetzungen", "im_saal", "beantwortet", "antwort"]]
    for one in [*hall.answered, *hall.everyones]:
        question, answered = one.question, one.question.is_answered
        rows.append(
            [question.text, one.supports, int(question.is_spoken), int(answered), question.answer.text if answered else ""]
        )  # fmt: skip
    return rows


def polls_of(hall: Hall) -> Table:
    """Return how the hall voted."""
    rows: Table = [["frage", "antwort", "stimmen"]]
    for view in hall.closed_polls:
        rows += [[view.poll.text, choice.text, choice.votes] for choice in view.choices]
    return rows
