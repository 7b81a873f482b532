import json

import pytest
from hypothesis import given, strategies as st

from dorflinde.methods.scheduling import Project, Unreadable, parse_project, read_project

STARS = "*" * 40
SM = f"""{STARS}
file with basedata            : hand.bas
{STARS}
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  9
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
{STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
{STARS}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     2       1    1
  4      1     0       0    0
{STARS}
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    1
{STARS}
"""
RCP = "4 2\n2 1\n0 0 0 2 2 3\n3 2 0 1 4\n2 1 1 1 4\n0 0 0 0\n"
JSON = json.dumps(
    {
        "resources": {"Bauamt": 2, "IT": 1},
        "jobs": [
            {"duration": 0, "successors": [2, 3]},
            {"id": 2, "duration": 3, "demands": {"Bauamt": 2}, "successors": ["4"]},
            {"duration": 2, "demands": {"IT": 1, "Bauamt": 1}, "successors": [4]},
            {"duration": 0},
        ],
    }
)
HAND = Project(("1", "2", "3", "4"), (0, 3, 2, 0), ((0, 0), (2, 0), (1, 1), (0, 0)), (2, 1), ((1, 2), (3,), (3,), ()))


@pytest.mark.parametrize(("ending", "text"), [(".sm", SM), (".rcp", RCP), (".json", JSON)])
@pytest.mark.parametrize("dress", ["plain", "mark", "windows", "old mac", "no last line end", "spaces"])
def test_three_formats_say_the_same_in_any_dress(ending, text, dress):
    content = text.encode()
    if dress == "mark":
        content = b"\xef\xbb\xbf" + content
    elif dress == "windows":
        content = content.replace(b"\n", b"\r\n")
    elif dress == "old mac":
        content = content.replace(b"\n", b"\r")
    elif dress == "no last line end":
        content = content.rstrip()
    elif dress == "spaces":
        content += b"  \n\n  \n"
    assert parse_project(content, ending) == HAND


def test_rows_may_be_wrapped_and_latin_letters_stand_in_comments():
    assert parse_project(RCP.replace(" ", "\n").encode(), ".rcp") == HAND
    assert parse_project(SM.replace("hand.bas", "Bürgerhaus").encode("latin-1"), ".sm") == HAND


@pytest.mark.parametrize(
    ("ending", "text", "message"),
    [
        (".rcp", "", "Line 1: The file ends where the number of jobs should stand."),
        (".rcp", "x 2", "Line 1: 'x' stands where the number of jobs should be, a whole number."),
        (".rcp", RCP[:-4], "Line 6: The file ends where a demand of job 4 should stand."),
        (".rcp", RCP + "7", "Line 7: After the last of 4 jobs there is more: '7'."),
        (".rcp", RCP.replace("3 2 0 1 4", "-3 2 0 1 4"), "Line 4: Job 2 lasts -3 periods."),
        (".rcp", RCP.replace("3 2 0 1 4", "3 -2 0 1 4"), "Line 4: Job 2 needs -2 of a resource."),
        (".rcp", RCP.replace("3 2 0 1 4", "3 2 0 1 9"), "Line 4: Job 2 has the successor 9, which is no job."),
        (".rcp", RCP.replace("3 2 0 1 4", "3 2 0 1 2"), "Line 4: Job 2 comes after itself."),
        (".rcp", RCP.replace("3 2 0 1 4", "3 2 0 9 4"), "Line 4: Job 2 has 9 successors among 4 jobs."),
        (".rcp", RCP.replace("0 0 0 0\n", "0 0 0 1 1\n"), "Line 3: These jobs wait for each other: 1 → 3 → 4 → 1."),
        (".rcp", RCP.replace("2 1\n", "2 -1\n", 1), "Line 2: Resource 2 has a capacity of -1."),
        (".rcp", "9" * 30 + " 1", f"Line 1: '{'9' * 30}' stands where the number of jobs should be, a whole number."),
        (".rcp", "999999999 1", "Line 1: 999999999 jobs cannot be planned; 1 to 5000 can."),
        (".sm", SM.replace("sink ):  4", "sink ):  5"), "Line 17: The section PRECEDENCE RELATIONS lacks job 5."),
        (".sm", SM.replace("sink ):  4", "sink ):  3"), "Line 17: There is no job 4 among 3."),
        (".sm", SM.replace("renewable                 :  2", "renewable : 3"),
         "Line 22: 6 numbers should stand here: job, mode, duration, 3 demands."),
        (".sm", SM.replace("1          2           2   3", "1          3           2   3"),
         "Line 14: Job 1 should have 3 successors, 2 are there."),
        (".sm", SM.replace("   4        1          0", "   4        2          0"), "Line 17: Job 4 has 2 modes; only one can be planned."),
        (".sm", SM.replace("doubly constrained        :  0", "doubly constrained        :  1"),
         "Line 10: Doubly constrained resources cannot be planned."),
        (".sm", SM[: SM.index("RESOURCEAV")], "Line 27: The section RESOURCEAVAILABILITIES is missing."),
        (".sm", SM.replace("    2    1\n", "    2\n"), "Line 29: 1 capacities stand here for 2 resources."),
        (".json", "{", "Line 1: This is no JSON: Expecting property name enclosed in double quotes."),
        (".json", "[" * 100_000, "This is no JSON that can be read."),
        (".json", '{"jobs": [{"duration": 1.5}]}', "The duration of job 1 must be a whole number, not '1.5'."),
        (".json", '{"jobs": [{"duration": 1, "demands": {"x": 1}}]}', "Job 1 needs 'x', which is no resource."),
        (".json", '{"jobs": [{"length": 1}]}', "Entry 1 of the jobs has the unknown key 'length'."),
        (".json", '{"jobs": [{"id": "a", "duration": 1}, {"id": "a", "duration": 1}]}', "Job a is there twice."),
        (".json", '{"jobs": [{"duration": 999999999999}]}', "Job 1 lasts 999999999999 periods."),
        (".json", '{"jobs": []}', "There is no job."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(ending, text, message):
    with pytest.raises(Unreadable) as problem:
        parse_project(text.encode(), ending)
    assert str(problem.value) == message


def test_non_renewable_needs_are_summed_up():
    rows = SM.replace("nonrenewable              :  0", "nonrenewable              :  1").replace(
        "R 1  R 2\n---", "R 1  R 2  N 1\n---"
    )
    for job in ("0       0    0", "3       2    0", "2       1    1"):
        rows = rows.replace(job, f"{job}    4")
    enough = rows.replace("    2    1\n", "    2    1   16\n")
    assert parse_project(enough.encode(), ".sm") == HAND
    with pytest.raises(
        Unreadable, match="All jobs together need 16 of non-renewable resource 1, of which there are only 15"
    ):
        parse_project(rows.replace("    2    1\n", "    2    1   15\n").encode(), ".sm")


def test_a_file_of_another_kind_is_refused(tmp_path):
    other = tmp_path / "plan.mpp"
    other.write_bytes(b"")
    with pytest.raises(Unreadable, match=r"plan\.mpp ends neither in \.sm"):
        read_project(other)


def damaged(text):
    """The text with pieces cut out, doubled or replaced."""
    pieces = st.sampled_from(
        ["", "0", "-1", "99999999999999999999", "1", "ä", "\x00", "*", "jobs", ":", "\n", "4 4", "1e5", "{", "]"]
    )
    return st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 40), pieces), min_size=1, max_size=4)


@pytest.mark.parametrize(("ending", "text"), [(".sm", SM), (".rcp", RCP), (".json", JSON)])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(ending, text, data):
    for begin, length, piece in data.draw(damaged(text)):
        text = text[:begin] + piece + text[begin + length :]
    try:
        project = parse_project(text.encode("utf-8", "replace"), ending)
    except Unreadable as problem:
        assert str(problem).endswith(".")
    else:
        assert len(project.names) == len(project.durations) == len(project.demands) == len(project.successors)


@pytest.mark.parametrize("ending", [".sm", ".rcp", ".json"])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(ending, content):
    try:
        parse_project(content, ending)
    except Unreadable as problem:
        assert str(problem)
