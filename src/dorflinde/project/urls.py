"""Every address of the house; a municipality's own pages come last, because its name is the first word."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from dorflinde.feed import views as feed_views
from dorflinde.participation.views import hall

from . import views
from .api import PREFIX, api, document, nothing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", feed_views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("dienst.js", views.service_worker, name="service_worker"),
    path("robots.txt", views.robots, name="robots"),
    path("sprache/<str:code>/", views.language, name="language"),
    path("api/", views.interface, name="interface"),
    path(PREFIX, csrf_exempt(require_safe(RedirectView.as_view(pattern_name="interface"))), name="api_root"),
    path(f"{PREFIX}openapi.json", document, name="openapi"),
    path(PREFIX, api.urls),
    path(f"{PREFIX}<path:rest>", nothing, name="api_nothing"),
    path("open311/v2/", include("dorflinde.reports.urls_open311")),
    path("ui/", include("dorflinde.ui.urls")),
    path("konto/", include("dorflinde.accounts.urls")),
    path("konto/", include("allauth.urls")),
    path("mitteilungen/", include("dorflinde.outlets.urls")),
    path("schreibtisch/anschluesse/", include("dorflinde.outlets.urls_desk")),
    path("schreibtisch/", include("dorflinde.desk.urls")),
    path("spur/", include("dorflinde.trail.urls")),
    path("hinweis/", include("dorflinde.moderation.urls")),
    path("redaktion/documents/", include(wagtaildocs_urls)),
    # One door for everyone: the editorial admin's own form would ask for the password alone.
    path("redaktion/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("redaktion/", include(wagtailadmin_urls)),
    path("media/<path:path>", views.media, name="media"),
    path("saal/<slug:code>/", hall, name="hall"),  # short, for it is typed from a screen
    path("werkstatt/", include("dorflinde.strategy.urls_workshop")),
    path("", include("dorflinde.places.urls")),
    path("<slug:municipality>/mitreden/", include("dorflinde.participation.urls")),
    path("<slug:municipality>/fahrplan/", include("dorflinde.strategy.urls")),
    path("<slug:municipality>/neuigkeiten/", include("dorflinde.news.urls")),
    path("<slug:municipality>/funk/", include("dorflinde.village.urls")),
    path("<slug:municipality>/melden/", include("dorflinde.reports.urls")),
    path("<slug:municipality>/", include("dorflinde.feed.urls")),
]

if settings.BENCH:
    urlpatterns.insert(0, path("leer/", views.bare, name="bare"))
