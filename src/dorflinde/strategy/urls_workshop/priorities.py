"""Rating, weighing, voting: which measures come first."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import ratings, together, votes, weighing

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/massnahmen/gemeinsam/", together.together, name="together"),
    path("<slug:municipality>/massnahmen/gemeinsam/<uuid:change>/", together.done, name="together_done"),
    path("<slug:municipality>/ansichten/", together.keep_view, name="view_keep"),
    path("<slug:municipality>/ansichten/<uuid:view>/vergessen/", together.forget_view, name="view_forget"),
    path("<slug:municipality>/portfolio/", weighing.portfolio, name="portfolio"),
    path("<slug:municipality>/bewerten/", ratings.rating, name="rating"),
    path("<slug:municipality>/bewerten/runden/", ratings.rounds, name="rating_rounds"),
    path("<slug:municipality>/bewerten/ergebnis/", ratings.ratings, name="ratings"),
    path("<slug:municipality>/bewerten/<uuid:measure>/", ratings.rate, name="rate"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/einigung/", ratings.agreement, name="agreement"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/digital-oder-analog/", ratings.medium, name="medium"),
    path("<slug:municipality>/gewichten/", weighing.weighing, name="weighing"),
    path("<slug:municipality>/gewichten/kriterien/", weighing.criteria, name="criteria"),
    path("<slug:municipality>/gewichten/<uuid:measure>/", weighing.scores, name="scores"),
    path("<slug:municipality>/abstimmungen/", votes.votes, name="votes"),
    path("<slug:municipality>/abstimmungen/neu/", votes.new, name="vote_new"),
    path("<slug:municipality>/abstimmungen/<uuid:round>/", votes.show, name="vote"),
    path("<slug:municipality>/abstimmungen/<uuid:round>/bearbeiten/", votes.edit, name="vote_edit"),
    path("<slug:municipality>/abstimmungen/<uuid:round>/zettel/", votes.codes, name="vote_codes"),
    path("<slug:municipality>/abstimmungen/<uuid:round>/papier/", votes.paper, name="vote_paper"),
    path("<slug:municipality>/abstimmungen/<uuid:round>/auszaehlen/", votes.count, name="vote_count"),
    path("<slug:municipality>/abstimmungen/<uuid:round>/loeschen/", votes.delete, name="vote_delete"),
]
