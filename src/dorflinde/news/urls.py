"""Addresses of the news: lists and articles for everyone, feeds for readers, one short form for those who publish."""

from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import exports, views

_a_while = cache_control(public=True, max_age=300)

app_name = "news"
urlpatterns = [
    path("", views.index, name="index"),
    path("schreiben/", views.write, name="write"),
    path("redaktion/", views.editorial, name="editorial"),
    path("feed.rss", require_safe(_a_while(exports.RssNews())), name="rss"),
    path("feed.atom", require_safe(_a_while(exports.AtomNews())), name="atom"),
    path("<slug:slug>/", views.article, name="article"),
]
