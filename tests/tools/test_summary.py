"""The sum at the end of `make test` says what happened, and the exit code means it."""

from pathlib import Path

import pytest

from tools.test import Result, read, sum_up

REPORT = """<testsuites><testsuite>
<testcase classname="a" name="goes"/>
<testcase classname="a" name="fails"><failure message="no"/></testcase>
<testcase classname="a" name="breaks"><error message="no"/></testcase>
<testcase classname="a" name="waits"><skipped message="no Chromium"/></testcase>
</testsuite></testsuites>"""


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.rstrip().splitlines()[-1]


def test_a_report_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "report.xml"
    file.write_text(REPORT, encoding="utf-8")
    result = read("sqlite", file)
    assert (result.passed, result.failed, result.skips) == (1, 2, ["a::waits: no Chromium"])


def test_all_parts_make_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert sum_up([Result("sqlite", passed=3), Result("postgres", passed=2, skips=["why"])]) == 0
    assert last_line(capsys) == "5 passed, 0 failed, 1 skipped"


def test_a_failure_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert sum_up([Result("sqlite", passed=3, failed=1, exit_code=1)]) == 1
    assert last_line(capsys) == "3 passed, 1 failed, 0 skipped"


def test_a_broken_run_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert sum_up([Result("sqlite", passed=3), Result("postgres", exit_code=4)]) == 1
    assert last_line(capsys) == "3 passed, 1 failed, 0 skipped"


def test_nothing_run_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert sum_up([Result("browser", skips=["no Chromium"])]) == 1
    assert last_line(capsys) == "0 passed, 0 failed, 1 skipped"
