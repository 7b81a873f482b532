"""The puzzle before a form without an account: solved once, by nobody but those who did the work, in time."""

import base64
import json

import pytest
from hypothesis import given, strategies as st

from dorflinde.core import puzzle
from dorflinde.core.puzzle import PuzzleProblem


def changed(**fields: object) -> str:
    sent = json.loads(base64.b64decode(puzzle.solve(puzzle.new_puzzle(now=1000))))
    return base64.b64encode(json.dumps({**sent, **fields}).encode()).decode()


def test_a_solution_is_taken_until_the_puzzle_ends() -> None:
    asked = puzzle.new_puzzle(now=1000)
    solved = puzzle.check_solution(puzzle.solve(asked), now=1000 + puzzle.SECONDS)
    assert (solved.key, solved.expires_at) == (asked["challenge"], 1000 + puzzle.SECONDS)
    with pytest.raises(PuzzleProblem, match="too late"):
        puzzle.check_solution(puzzle.solve(asked), now=1001 + puzzle.SECONDS)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"signature": "0" * 64}, "not ours"),
        ({"challenge": "0" * 64}, "not ours"),
        ({"algorithm": "SHA-1"}, "not ours"),
        ({"number": 60_001}, "incomplete"),
        ({"number": "1"}, "incomplete"),
        ({"number": True}, "incomplete"),
        ({"salt": "x?expires=99999999999"}, "wrong number"),
        ({"salt": None}, "incomplete"),
        ({"signature": "ä"}, "incomplete"),
    ],
)
def test_what_was_tampered_with_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(PuzzleProblem, match=words):
        puzzle.check_solution(changed(**fields), now=1000)


def test_no_digit_wanders_from_the_number_into_the_end() -> None:
    sent = json.loads(base64.b64decode(puzzle.solve(puzzle.new_puzzle(now=1000))))
    digits = str(sent["number"])
    for salt in (
        sent["salt"] + digits[0],
        sent["salt"].rstrip("&") + digits[0],
        sent["salt"].rstrip("&") + digits[0] + "&",
    ):
        moved = base64.b64encode(json.dumps({**sent, "salt": salt, "number": int(digits[1:] or 0)}).encode()).decode()
        with pytest.raises(PuzzleProblem):
            puzzle.check_solution(moved, now=2001 + puzzle.SECONDS)


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300).map(lambda raw: base64.b64encode(raw).decode())))
def test_nonsense_is_refused_without_a_traceback(payload: str) -> None:
    with pytest.raises(PuzzleProblem):
        puzzle.check_solution(payload)
