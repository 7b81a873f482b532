"""What the text of an article is made of: few kinds of blocks, each accessible by itself."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock


def story(**options: Any) -> StreamField:
    """Return the field for the text of an article."""
    return StreamField(
        [
            (
                "heading",
                blocks.CharBlock(
                    label=_("Zwischenüberschrift"), max_length=120, icon="title", template="news/blocks/heading.html"
                ),
            ),
            (
                "paragraph",
                blocks.RichTextBlock(
                    label=_("Absatz"), features=["bold", "italic", "link"], icon="pilcrow",
                    template="news/blocks/paragraph.html",
                ),
            ),
            (
                "picture",
                blocks.StructBlock(
                    [
                        ("picture", ImageBlock(label=_("Bild"))),
                        ("caption", blocks.CharBlock(label=_("Bildunterschrift"), required=False, max_length=250)),
                    ],
                    label=_("Bild"), icon="image", template="news/blocks/picture.html",
                ),
            ),
            (
                "quote",
                blocks.StructBlock(
                    [
                        ("text", blocks.TextBlock(label=_("Zitat"), max_length=800, rows=3)),
                        ("by", blocks.CharBlock(label=_("Wer sagt das?"), required=False, max_length=120)),
                    ],
                    label=_("Zitat"), icon="openquote", template="news/blocks/quote.html",
                ),
            ),
            (
                "list",
                blocks.ListBlock(
                    blocks.CharBlock(label=_("Punkt"), max_length=300),
                    label=_("Liste"), icon="list-ul", template="news/blocks/list.html",
                ),
            ),
        ],
        **options,
    )  # fmt: skip


def blocks_from_text(paragraphs: Iterable[str]) -> list[tuple[str, Any]]:
    """Return plain paragraphs as blocks; one whose lines all begin with a hyphen becomes a list."""
    return [_block(paragraph.strip()) for paragraph in paragraphs if paragraph.strip()]


def _block(paragraph: str) -> tuple[str, Any]:
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    if all(line.startswith(("- ", "* ", "• ")) for line in lines):
        return "list", [line[2:].strip()[:300] for line in lines]
    return "paragraph", f"<p>{'<br/>'.join(escape(line) for line in lines)}</p>"
