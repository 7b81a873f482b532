"""What other modules may use of the village talk."""

from .actions import close_post, publish_post, reply
from .models import Channel, Post

__all__ = ["Channel", "Post", "close_post", "publish_post", "reply"]
