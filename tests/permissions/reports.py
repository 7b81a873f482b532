"""Reports in every state: waiting for a look, on the page, solved, hidden, merged, the neighbours'."""

from dorflinde.reports import actions
from dorflinde.reports.actions import Told
from dorflinde.reports.models import AnswerTemplate, Category, Report
from dorflinde.reports.policies import reporter_key

from .cast import World


def build(world: World) -> None:
    """File reports in both municipalities."""
    here, there = world.things["perlesreut"], world.things["ringelai"]
    for place in (here, there):
        actions.furnish(place)

    def report(name: str, text: str, *, published: bool = True) -> Report:
        place = there if name.startswith("their_") else here
        kind = Category.objects.get(municipality=place, code="bank")
        made = actions.file_report(Told(kind, text, place, address="Markt"), actor=world.people["author"])
        if published:
            made = Report.objects.complete().get(pk=made.pk)
            actions.publish_report(made, actor=None, title=text, public_text=text)
        world.things[name], world.keys[name] = made, made.public_id
        return made

    report("waiting_report", "Ungeprüfte Meldung mit Namen", published=False)
    solved = report("solved_report", "Wackelnde Bank")
    root = report("report", "Bank ohne Lehne")
    twin = report("merged_report", "Lehne fehlt an der Bank")
    hidden = report("hidden_report", "Unverschämte Meldung")
    report("their_report", "Bank von drüben")
    actions.change_status(solved, actor=None, status="solved", reason="Neue Schrauben.")
    actions.merge_into(twin, root, actor=None)
    actions.hide_report(hidden.public_id, actor=world.people["moderator"], reason="Beleidigung")
    key, _word = actions.make_key(here, "Kreis-App", actor=None)
    template = AnswerTemplate.objects.filter(municipality=here).first()
    theirs = AnswerTemplate.objects.filter(municipality=there).first()
    assert template is not None
    assert theirs is not None
    world.keys |= {
        "report_key": reporter_key(world.things["waiting_report"]), "api_key": key.pk, "template": template.pk,
        "their_template": theirs.pk,
    }  # fmt: skip
