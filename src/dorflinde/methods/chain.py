"""The longest chain of things that wait for each other: it decides when everything is finished.

Input: how many months each thing takes, and what each needs first; names that have no duration are passed over, and so is
a need that would close a circle. Output: the names of the chain from first to last; of two chains of one length the one
whose names come first in ``durations``. Chains of a single link decide nothing and are left out.

Source: the longest path through a network without circles, J. E. Kelley and M. R. Walker, "Critical-path planning and
scheduling" (1959). Complexity: linear in things and needs.
"""

from collections.abc import Iterable, Mapping


def longest_chain(durations: Mapping[str, int], needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the names on the longest chain, or nothing where no one waits for another."""
    length: dict[str, int] = {}
    before: dict[str, str] = {}
    for name in _in_turn(durations, needs):
        known = [other for other in needs.get(name, ()) if other in length and other != name]
        longest = max(known, key=lambda other: length[other], default=None)
        length[name] = durations[name] + (length[longest] if longest is not None else 0)
        if longest is not None:
            before[name] = longest
    ends = [name for name in durations if name in before]
    if not ends:
        return ()
    chain = [max(ends, key=lambda name: length[name])]
    while chain[-1] in before:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def _in_turn(durations: Mapping[str, int], needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names so that what is needed stands before what needs it."""
    turn: list[str] = []
    seen: set[str] = set()
    for first in durations:
        if first in seen:
            continue
        seen.add(first)
        stack = [(first, iter(list(needs.get(first, ()))))]
        while stack:
            name, rest = stack[-1]
            ahead = next((other for other in rest if other in durations and other not in seen), None)
            if ahead is None:
                turn.append(name)
                stack.pop()
            else:
                seen.add(ahead)
                stack.append((ahead, iter(list(needs.get(ahead, ())))))
    return turn
