"""Pages keep the Content Security Policy: no script, style or handler stands in the HTML."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import short, templates

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc\s*=)(?![^>]*\btype=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE | re.DOTALL),
    "on… attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE | re.DOTALL),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "address of a third party": re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE),
}  # fmt: skip
# Documents for a person's own file system, which have no policy and must carry their style with them.
STANDALONE: set[str] = set()


@pytest.mark.parametrize("file", [file for file in templates() if short(file) not in STANDALONE], ids=short)
def test_nothing_inline(file: Path) -> None:
    text = TAG.sub("…", COMMENT.sub("", file.read_text(encoding="utf-8")))
    found = [f"{name}: {match.group()[:80]}" for name, rule in INLINE.items() if (match := rule.search(text))]
    assert not found


@pytest.mark.parametrize("file", templates(), ids=short)
def test_a_module_keeps_its_templates_under_its_own_name(file: Path) -> None:
    parts = file.parts
    module = parts[parts.index("templates") - 1]
    folder = parts[parts.index("templates") + 1]
    # Pages of a library are dressed under the library's name, by the one module that wires it in.
    assert (
        folder == module
        or (module, folder) in {("accounts", "account"), ("accounts", "mfa"), ("accounts", "allauth")}
        or (module == "project" and file.parent.name == "templates")
        or module == "ui"
    )


@pytest.mark.parametrize("file", templates(), ids=short)
def test_a_page_leaves_nothing_untold(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\b(?:TODO|FIXME|XXX|[Ll]orem [Ii]psum)\b", text)
