"""Tables of open data about the record of a question hour; nobody is in them."""

from dorflinde.participation.queries import Hall

Row = list[str | int | float | None]
Table = list[Row]


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
