"""Articles, the page they hang under in each municipality, their pictures, and what moderation took off."""

from .article import Article, Hiding
from .body import blocks_from_text
from .editing import ArticleForm, senders_for
from .index import NewsIndex
from .picture import Picture, PictureRendition

__all__ = [
    "Article",
    "ArticleForm",
    "Hiding",
    "NewsIndex",
    "Picture",
    "PictureRendition",
    "blocks_from_text",
    "senders_for",
]
