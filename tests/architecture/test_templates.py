"""Pages keep the Content Security Policy: no script, style or handler stands in the HTML."""

import re

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
# A letter is shown by a mail program: it has no page, no policy of ours and no style sheet to load.
LETTERS = "/mail/"
LIBRARY_PAGES = {("accounts", "account"), ("accounts", "mfa"), ("news", "wagtailadmin")}


def test_nothing_inline() -> None:
    found = []
    for file in templates():
        text = TAG.sub("…", COMMENT.sub("", file.read_text(encoding="utf-8")))
        found += [
            f"{short(file)}: {name}: {match[0][:80]}"
            for name, rule in INLINE.items()
            if not (name == "inline style" and LETTERS in file.as_posix())
            for match in rule.finditer(text)
        ]
    assert found == []


def test_the_rules_see_what_they_are_for() -> None:
    seen = {
        "inline script": "<script>go()</script>",
        "inline style": "<style>p{}</style>",
        "style attribute": '<p style="color: red">',
        "on… attribute": '<button onclick="go()">',
        "javascript: address": '<a href="javascript:go()">',
        "address of a third party": '<script src="//cdn.example/x.js"></script>',
    }
    assert set(seen) == set(INLINE)
    assert all(INLINE[name].search(text) for name, text in seen.items())
    harmless = '<script type="module" src="/x.js"></script><option value="a" selected><a href="https://example.org/">'
    assert not any(rule.search(harmless) for rule in INLINE.values())


def test_a_module_keeps_its_templates_under_its_own_name() -> None:
    found = []
    for file in templates():
        parts = file.parts
        module, folder = parts[parts.index("templates") - 1], parts[parts.index("templates") + 1]
        # Django asks for error pages without a folder; pages of a library are dressed under the library's name.
        if folder != module and module != "ui" and (module, folder) not in LIBRARY_PAGES:
            found.append(short(file))
    assert found == []


def test_a_page_leaves_nothing_untold() -> None:
    unfinished = re.compile(r"\b(?:TODO|FIXME|XXX|[Ll]orem [Ii]psum)\b")
    assert [short(file) for file in templates() if unfinished.search(file.read_text(encoding="utf-8"))] == []


def test_a_form_names_its_errors_once() -> None:
    """A form that is shown as a whole brings its summary of errors; only one that is laid out by hand asks for it."""
    asked, whole = re.compile(r"\{% form_errors (\w+) %\}"), r"\{\{ *%s *\}\}"
    found = []
    for file in templates():
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        found += [f"{short(file)}: {name}" for name in asked.findall(text) if re.search(whole % name, text)]
    assert found == []
