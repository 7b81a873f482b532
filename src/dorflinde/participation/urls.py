"""Addresses under /<municipality>/mitreden/."""

from django.urls import path

from . import urls_budget, views

app_name = "participation"
urlpatterns = [
    path("", views.index, name="index"),
    path("idee/", views.compose, name="compose"),
    path("einladung/<str:token>/", views.invitation, name="invitation"),
    path("aufgabe/", views.puzzle, name="puzzle"),
    path("uebernehmen/", views.guest_move, name="guest_move"),
    path("verwalten/wohnsitz/", views.codes, name="codes"),
    path("verwalten/", views.manage, name="manage"),
    path("verwalten/neu/", views.project_new, name="project_new"),
    path("ideen/<uuid:public_id>/", views.idea, name="idea"),
    path("ideen/<uuid:public_id>/unterstuetzen/", views.idea_support, name="idea_support"),
    path("ideen/<uuid:public_id>/kommentar/", views.comment_new, name="comment_new"),
    path("ideen/<uuid:public_id>/bearbeiten/", views.idea_edit, name="idea_edit"),
    path("ideen/<uuid:public_id>/zurueckziehen/", views.idea_withdraw, name="idea_withdraw"),
    path("ideen/<uuid:public_id>/antworten/", views.answer, name="answer"),
    path("ideen/<uuid:public_id>/zusammenlegen/", views.idea_merge, name="idea_merge"),
    path("ideen/<uuid:public_id>/trennen/", views.idea_part, name="idea_part"),
    path("ideen/<uuid:public_id>/aufteilen/", views.idea_split, name="idea_split"),
    path("ideen/<uuid:public_id>/aufteilen/zuruecknehmen/", views.idea_unsplit, name="idea_unsplit"),
    path("<slug:project>/", views.project, name="project"),
    path("<slug:project>/idee/", views.idea_new, name="idea_new"),
    path("<slug:project>/idee/aehnlich/", views.idea_similar, name="idea_similar"),
    path("<slug:project>/bearbeiten/", views.project_edit, name="project_edit"),
    path("<slug:project>/veroeffentlichen/", views.project_publish, name="project_publish"),
    path("<slug:project>/zurueckziehen/", views.project_unpublish, name="project_unpublish"),
    path("<slug:project>/ideen.csv", views.ideas_csv, name="ideas_csv"),
    path("<slug:project>/einladungen/", views.invitations, name="invitations"),
    path(
        "<slug:project>/einladungen/<uuid:invitation>/zuruecknehmen/", views.invitation_revoke, name="invitation_revoke"
    ),
    path("<slug:project>/kopieren/", views.project_copy, name="project_copy"),
    path("<slug:project>/ergebnis/", views.outcome, name="outcome"),
    path("<slug:project>/folgen/", views.project_follow, name="project_follow"),
    path("<slug:project>/wohnsitz/", views.residence, name="residence"),
    path("<slug:project>/bausteine/", views.activities, name="activities"),
    path("<slug:project>/bausteine/neu/", views.activity_choice, name="activity_choice"),
    path("<slug:project>/bausteine/neu/<slug:kind>/", views.activity_new, name="activity_new"),
    # Below here a second word is the address of an activity: models/activity.py lists the words that are not free.
    path("<slug:project>/<slug:activity>/", views.activity, name="activity"),
    *urls_budget.urlpatterns,
    path("<slug:project>/<slug:activity>/zwischenstand/", views.survey_draft, name="survey_draft"),
    path("<slug:project>/<slug:activity>/aufnehmen/", views.survey_take_down, name="survey_take_down"),
    path("<slug:project>/<slug:activity>/ergebnis/", views.survey_results, name="survey_results"),
    path("<slug:project>/<slug:activity>/fragen/", views.questions, name="questions"),
    path("<slug:project>/<slug:activity>/fragen/neu/<slug:kind>/", views.question_new, name="question_new"),
    path("<slug:project>/<slug:activity>/fragen/<uuid:question>/", views.question_edit, name="question_edit"),
    path(
        "<slug:project>/<slug:activity>/fragen/<uuid:question>/entfernen/",
        views.question_remove,
        name="question_remove",
    ),
    path("<slug:project>/<slug:activity>/vorschau/", views.survey_preview, name="survey_preview"),
    path("<slug:project>/<slug:activity>/antworten.<str:ending>", views.survey_export, name="survey_export"),
    path("<slug:project>/<slug:activity>/dateien/<uuid:sheet>/<uuid:question>/", views.survey_file, name="survey_file"),
    path("<slug:project>/<slug:activity>/bearbeiten/", views.activity_edit, name="activity_edit"),
    path("<slug:project>/<slug:activity>/beenden/", views.activity_close, name="activity_close"),
    path("<slug:project>/<slug:activity>/fortsetzen/", views.activity_reopen, name="activity_reopen"),
    path("<slug:project>/<slug:activity>/entfernen/", views.activity_remove, name="activity_remove"),
]
