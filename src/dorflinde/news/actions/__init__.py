"""Changes to the news."""

from .articles import announce_article, publish_article, publish_due, withdraw_article, write_article
from .editors import index_of, sync_editor, sync_editors
from .moderation import hide_article, restore_article
from .review import ask_for_review, give_back, settle_review

__all__ = [
    "announce_article",
    "ask_for_review",
    "give_back",
    "hide_article",
    "index_of",
    "publish_article",
    "publish_due",
    "restore_article",
    "settle_review",
    "sync_editor",
    "sync_editors",
    "withdraw_article",
    "write_article",
]
