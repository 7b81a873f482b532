"""A lock that names an address, misses a hash or is out of date is found."""

from pathlib import Path

import pytest

from tools import locks

PIN = "uv==1.0 \\\n    --hash=sha256:00\n"


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    monkeypatch.setattr(locks, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(locks, "FROM_PYPROJECT", {})
    monkeypatch.setattr(locks, "ALONE", {"uv.lock": "uv"})
    return tmp_path / "uv.lock"


def head() -> str:
    return f"# Written by `make lock`; inputs {locks.inputs('uv.lock')}\n"


def test_a_good_lock_is_silent(lock: Path) -> None:
    lock.write_text(head() + PIN, encoding="utf-8")
    assert locks.problems() == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("# Written by `make lock`; inputs 0\n" + PIN, "does not fit"),
        ("HEAD" + "uv>=1.0\n", "without version or hash"),
        ("HEAD" + "uv==1.0\n", "without version or hash"),
        ("HEAD" + "--index-url " + "https" + "://example.org/simple\n" + PIN, "names an address"),
    ],
)
def test_a_bad_lock_is_named(lock: Path, text: str, word: str) -> None:
    lock.write_text(text.replace("HEAD", head()), encoding="utf-8")
    assert word in locks.problems()[0]


def test_a_missing_lock_is_named(lock: Path) -> None:
    assert locks.problems() == ["requirements/uv.lock is missing: run make lock"]


def test_npm_may_say_where_its_makers_take_donations_but_not_where_a_package_lies(lock: Path, tmp_path: Path) -> None:
    lock.write_text(head() + PIN, encoding="utf-8")
    npm = tmp_path / "package-lock.json"
    npm.write_text('{\n"funding": {\n"url": "' + "https" + '://example.org/give"\n}\n}', encoding="utf-8")
    assert locks.problems() == []
    npm.write_text('{\n"resolved": "' + "https" + '://example.org/a.tgz"\n}', encoding="utf-8")
    assert "names an address" in locks.problems()[0]
