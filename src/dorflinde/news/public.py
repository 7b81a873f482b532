"""What other modules may use of the news."""

from .actions import index_of, publish_article, publish_due, sync_editors

__all__ = ["index_of", "publish_article", "publish_due", "sync_editors"]
