"""Addresses of what people say in an activity, and of the draft it is about, below the one of the activity."""

from django.urls import path

from . import views

_HERE = "<slug:project>/<slug:activity>/"
urlpatterns = [
    path(f"{_HERE}absatz/<uuid:paragraph>/", views.paragraph, name="paragraph"),
    path(f"{_HERE}text/", views.document_text, name="document_text"),
    path(f"{_HERE}zusammenfassung/", views.debate_summary, name="debate_summary"),
    path(f"{_HERE}wortmeldung/", views.remark_new, name="remark_new"),
    path(f"{_HERE}wortmeldungen/", views.remarks, name="remarks"),
    path(f"{_HERE}wortmeldungen/<uuid:remark>/unterstuetzen/", views.remark_support, name="remark_support"),
    path(f"{_HERE}wortmeldungen/<uuid:remark>/zurueckziehen/", views.remark_withdraw, name="remark_withdraw"),
    path(f"{_HERE}wortmeldungen/<uuid:remark>/antworten/", views.remark_answer, name="remark_answer"),
    path(f"{_HERE}abwaegung/", views.weighing, name="weighing"),
    path(f"{_HERE}abwaegung.<str:ending>", views.weighing_file, name="weighing_file"),
]
