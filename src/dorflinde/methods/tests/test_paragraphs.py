"""Texts taken apart into paragraphs, and paragraphs found again after a change."""

from hypothesis import given, strategies as st

from dorflinde.methods.paragraphs import Piece, join_text, match_pieces, split_text


def test_markdown_becomes_headings_and_plain_paragraphs() -> None:
    text = "Titel\n=====\n\n## Platz ##\nDer **Platz** bleibt\nfrei.\n\n---\n\n- Bank\n- Baum\n"
    assert split_text(text) == [
        Piece("Titel", 1), Piece("Platz", 2), Piece("Der Platz bleibt\nfrei."), Piece("• Bank\n• Baum"),
    ]  # fmt: skip


def test_a_text_without_empty_lines_has_a_paragraph_on_each_line() -> None:
    assert split_text("Erstens.\r\nZweitens.\r\n") == [Piece("Erstens."), Piece("Zweitens.")]


def test_a_reworded_and_a_moved_paragraph_are_found_again() -> None:
    before = [Piece("Der Platz bleibt frei von Autos."), Piece("Am Bach entsteht ein Weg."), Piece("Ganz anders.")]
    after = [Piece("Am Bach entsteht ein Weg."), Piece("Neu."), Piece("Der Platz bleibt frei von parkenden Autos.")]
    assert match_pieces(before, after) == [1, None, 0]


def test_a_heading_never_becomes_a_paragraph() -> None:
    assert match_pieces([Piece("Der Platz", 1)], [Piece("Der Platz")]) == [None]


_PIECES = st.lists(
    st.builds(Piece, st.sampled_from(["Der Bach.", "Der Weg am Bach.", "Ein Platz.", "Ein Baum am Platz."]), st.sampled_from([0, 2])),
    max_size=8,
)  # fmt: skip


@given(_PIECES, _PIECES)
def test_nothing_is_continued_twice_and_a_text_continues_itself(before: list[Piece], after: list[Piece]) -> None:
    found = [match for match in match_pieces(before, after) if match is not None]
    assert len(found) == len(set(found))
    assert match_pieces(before, before) == list(range(len(before)))


@given(_PIECES)
def test_a_text_put_together_again_comes_apart_the_same(pieces: list[Piece]) -> None:
    assert split_text(join_text(pieces)) == pieces or len(pieces) < 2
