"""The town hall works on reports: vetting, answering with a reason, notes, handing over, putting together, figures."""

import datetime

import pytest
from django.utils import timezone

from dorflinde.core.subjects import describe
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.reports import actions
from dorflinde.reports.models import AnswerTemplate, Category, Handover, Report, Status
from dorflinde.trail.models import Step
from dorflinde.trail.public import url_of

from .conftest import HERE, LAMP, filed, publish

pytestmark = pytest.mark.django_db
DESK = f"{HERE}verwalten/"


def at_desk(report, what=""):
    return f"{DESK}{report.public_id}/{what}"


def vetted(report, **fields):
    return {
        "title": "Lampe dunkel", "public_text": "Vor Haus 12 ist es dunkel.", "category": report.category_id,
        "place": report.place_id, "address": "Marktplatz", **fields,
    }  # fmt: skip


def test_a_report_is_vetted_and_personal_data_stays_in_the_town_hall(client, clerk, lamp, resident):
    client.force_login(clerk)
    assert "Frau Huber" in client.get(at_desk(lamp)).content.decode()
    client.post(at_desk(lamp, "freigabe/"), vetted(lamp))
    client.logout()
    page = client.get(lamp.get_absolute_url()).content.decode()
    assert "Vor Haus 12 ist es dunkel." in page
    assert "Huber" not in page
    assert resident.public_name not in page
    entry = Entry.objects.get()
    assert (entry.title, entry.text, entry.author) == ("Lampe dunkel", "Vor Haus 12 ist es dunkel.", None)
    assert OutboxItem.objects.filter(recipient=resident, title__contains="steht auf der Seite").exists()
    assert [todo.kind for todo in Todo.objects.waiting()] == ["handle"]
    client.force_login(clerk)
    client.post(at_desk(lamp, "freigabe/"), {"take_off": "yes"})
    assert not Entry.objects.exists()
    assert [todo.kind for todo in Todo.objects.waiting()] == ["vet"]


def test_a_photo_is_public_only_where_the_town_hall_says_so(
    client, municipality, clerk, resident, outsider, moderator, categories, photo
):
    report = filed(municipality, "Schmiererei mit Namen", photo=photo.read(), actor=resident)
    client.force_login(clerk)
    said = client.post(at_desk(report, "freigabe/"), vetted(report, is_photo_public="on"))
    assert (said.status_code, "beschreiben Sie das Foto" in said.content.decode()) == (422, True)
    client.post(at_desk(report, "freigabe/"), vetted(report))
    client.logout()
    address = report.photo.url
    assert client.get(address).status_code == 404
    for person, may_see in ((clerk, True), (resident, True), (outsider, False), (moderator, False)):
        client.force_login(person)
        assert opened(client, address) == may_see, person
    client.force_login(clerk)
    client.post(at_desk(report, "freigabe/"), vetted(report, is_photo_public="on", photo_alt="Eine Mauer"))
    client.logout()
    assert opened(client, address)


def opened(client, address):
    """Tell whether a picture is handed out; read to its end, the file closes without closing the database as well."""
    answer = client.get(address)
    return answer.status_code == 200 and bool(answer.getvalue())


def test_every_status_has_a_reason_and_those_who_follow_hear_it(client, clerk, shown_lamp, resident):
    client.force_login(clerk)
    empty = client.post(at_desk(shown_lamp, "stand/"), {"status": "active", "reason": " ", "by": "Bauhof"})
    assert (empty.status_code, "warum" in empty.content.decode()) == (422, True)
    client.post(at_desk(shown_lamp, "stand/"), {"status": "active", "reason": "Ersatzteil bestellt.", "by": "Bauhof"})
    shown_lamp.refresh_from_db()
    assert (shown_lamp.status, shown_lamp.answered_at is None) == (Status.ACTIVE, False)
    assert "Ersatzteil bestellt." in client.get(shown_lamp.get_absolute_url()).content.decode()
    assert Step.objects.get().by == "Bauhof"
    assert OutboxItem.objects.filter(audience="followers", text="Ersatzteil bestellt.").exists()
    client.post(at_desk(shown_lamp, "stand/"), {"status": "solved", "reason": "Neue Lampe.", "by": "Bauhof"})
    assert not Todo.objects.waiting().exists()
    assert Entry.objects.get().label == "Gelöst"
    assert "Lampe dunkel" not in client.get(HERE).content.decode()
    assert "Lampe dunkel" in client.get(f"{HERE}?stand=geloest").content.decode()


def test_a_template_is_put_before_what_was_typed(client, clerk, shown_lamp):
    template = actions.save_template(
        AnswerTemplate(municipality=shown_lamp.municipality, title="Strom", status="active", text="Das Werk kommt am"), actor=None
    )  # fmt: skip
    client.force_login(clerk)
    page = client.post(at_desk(shown_lamp, "stand/"), {"vorlage": template.pk, "reason": "Montag.", "by": "Rathaus"})
    assert "Das Werk kommt am\n\nMontag." in page.content.decode()
    assert client.post(at_desk(shown_lamp, "stand/"), {"vorlage": "x"}).status_code == 404


def test_a_guest_hears_of_every_step_by_the_link(client, municipality, clerk, categories):
    report = publish(filed(municipality, "Lampe dunkel", email="gast@example.org"), clerk)
    actions.change_status(report, actor=clerk, status="solved", reason="Neue Birne.")
    letter = OutboxItem.objects.filter(address="gast@example.org").latest("pk")
    assert letter.text == "Neue Birne."
    still = letter.url.replace("?", "besteht-noch/?")
    assert still in client.get(letter.url).content.decode().replace("&amp;", "&")
    assert client.post(still, {"text": "Flackert. Tel. 0851 1"})["Location"] == letter.url
    report.refresh_from_db()
    assert (report.status, report.closed_at) == (Status.CHECKED, None)
    assert [todo.kind for todo in Todo.objects.waiting()] == ["handle"]
    assert "Flackert" not in client.get(report.get_absolute_url()).content.decode()
    client.force_login(clerk)
    assert "Flackert" in client.get(at_desk(report)).content.decode()


def test_who_may_say_that_it_is_still_there(client, shown_lamp, clerk, resident, second_resident):
    still = f"{shown_lamp.get_absolute_url()}besteht-noch/"
    client.force_login(second_resident)
    assert client.post(still).status_code == 403  # it is open
    actions.change_status(shown_lamp, actor=clerk, status="rejected", reason="Privatweg.")
    assert client.post(still).status_code == 403  # what was rejected is for the reporter to contest
    client.force_login(resident)
    assert client.post(still).status_code == 302
    actions.change_status(shown_lamp, actor=clerk, status="unsolved", reason="Kein Geld.")
    client.logout()
    assert client.post(still).status_code == 403
    client.force_login(second_resident)
    assert client.post(still, {"text": "Auch heute dunkel"}).status_code == 302
    assert Report.objects.get().status == Status.CHECKED


def test_notes_are_read_by_colleagues_alone(client, clerk, shown_lamp, resident):
    client.force_login(clerk)
    client.post(at_desk(shown_lamp, "notiz/"), {"text": "Herr Maier ruft den Elektriker an."})
    assert "Elektriker" in client.get(at_desk(shown_lamp)).content.decode()
    client.force_login(resident)
    assert "Elektriker" not in client.get(shown_lamp.get_absolute_url()).content.decode()
    assert client.get(at_desk(shown_lamp)).status_code == 403


def test_a_report_goes_to_another_office_and_to_the_neighbour(client, clerk, outsider, shown_lamp, neighbour):
    client.force_login(clerk)
    same = client.post(at_desk(shown_lamp, "weitergabe/"), {"municipality": "perlesreut", "office": "", "reason": "x"})
    assert same.status_code == 422
    client.post(
        at_desk(shown_lamp, "weitergabe/"), {"municipality": "perlesreut", "office": "Bauhof", "reason": "Leiter"}
    )
    assert Report.objects.get().office == "Bauhof"
    client.post(at_desk(shown_lamp, "weitergabe/"), {"municipality": "ringelai", "office": "", "reason": "Steht dort"})
    report = Report.objects.get()
    assert (report.municipality, report.category.municipality, report.category.code) == (
        neighbour,
        neighbour,
        "strassenlampe",
    )
    assert Handover.objects.count() == 2
    assert Todo.objects.waiting().get().place == neighbour
    assert Entry.objects.get().municipality == neighbour
    moved = client.get(f"{HERE}{report.public_id}/")
    assert moved["Location"] == report.get_absolute_url() == f"/ringelai/melden/{report.public_id}/"
    assert client.get(at_desk(report)).status_code == 404
    client.force_login(outsider)
    assert "Steht dort" in client.get(report.desk_url).content.decode()
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Jetzt kümmert sich Gemeinde Ringelai darum." in page
    assert "Steht dort" not in page  # why is between the town halls


def test_reports_of_the_same_thing_are_put_together_and_parted(
    client, municipality, clerk, shown_lamp, second_resident
):
    twin = publish(filed(municipality, "Laterne kaputt, Haus 12", actor=second_resident), clerk, title="Laterne kaputt")
    client.force_login(clerk)
    assert shown_lamp.reference in client.get(at_desk(twin)).content.decode()
    assert client.post(at_desk(twin, "zusammenlegen/"), {"reference": twin.reference}).status_code == 422
    client.post(at_desk(twin, "zusammenlegen/"), {"reference": shown_lamp.reference.lower()})
    client.logout()
    assert client.get(twin.get_absolute_url())["Location"] == shown_lamp.get_absolute_url()
    assert "noch jemand gemeldet" in client.get(shown_lamp.get_absolute_url()).content.decode()
    assert Entry.objects.count() == 1
    actions.change_status(shown_lamp, actor=clerk, status="active", reason="Kommt.")
    client.force_login(clerk)
    client.post(at_desk(twin, "zusammenlegen/"), {"part": "yes"})
    assert Entry.objects.count() == 2


def test_nobody_is_led_to_a_report_that_is_not_on_the_page(client, municipality, clerk, lamp, categories):
    twin = filed(municipality, "Laterne kaputt, Haus 12", email="gast@example.org")
    client.force_login(clerk)
    page = client.get(at_desk(twin)).content.decode()
    assert lamp.reference in page
    assert f'value="{lamp.reference}"' not in page  # seen, but not offered
    refused = client.post(at_desk(twin, "zusammenlegen/"), {"reference": lamp.reference})
    assert (refused.status_code, "zuerst frei" in refused.content.decode()) == (422, True)
    root = publish(lamp, clerk, title="Lampe bei Frau Huber")
    client.post(at_desk(twin, "zusammenlegen/"), {"reference": root.reference})
    away = {"municipality": "perlesreut", "office": "Bauhof", "reason": "x"}
    assert client.post(at_desk(twin, "weitergabe/"), away).status_code == 422
    actions.unpublish_report(root, actor=clerk)
    actions.change_status(Report.objects.complete().get(pk=root.pk), actor=clerk, status="active", reason="Kommt.")
    letter = OutboxItem.objects.filter(address="gast@example.org").latest("pk")
    assert (letter.text, "Huber" in letter.title) == ("Kommt.", False)
    client.logout()
    assert "Laterne kaputt" in client.get(letter.url).content.decode()


def test_the_desk_lists_what_is_due_first_within_twelve_queries(
    client, municipality, clerk, categories, django_assert_max_num_queries
):
    for number in range(45):
        filed(municipality, f"Lampe {number} ist dunkel")
    old = filed(municipality, "Seit Wochen dunkel", at=timezone.now() - datetime.timedelta(days=20))
    client.force_login(clerk)
    client.get(DESK)
    with django_assert_max_num_queries(12):
        page = client.get(DESK)
    assert page.context["rows"][0][0] == old
    assert "18 Tage überfällig" in page.content.decode()
    assert len(client.get(f"{DESK}?stand=ueberfaellig").context["rows"]) == 1
    assert not client.get(f"{DESK}?stand=solved&suche=\0x&kategorie=unfug").context["rows"]
    part = client.get(f"{DESK}?auswahl={old.public_id}", headers={"HX-Request": "true"}).content.decode()
    assert "Seit Wochen dunkel" in part
    assert "<html" not in part


def test_the_figures_say_how_long_people_waited(client, municipality, clerk, categories):
    begun = timezone.now() - datetime.timedelta(days=10)
    for days in (2, 4, 6):
        report = filed(municipality, f"Lampe {days}", at=begun)
        actions.change_status(
            report, actor=clerk, status="active", reason="Kommt.", at=begun + datetime.timedelta(days=1)
        )
        actions.change_status(
            report, actor=clerk, status="solved", reason="Da.", at=begun + datetime.timedelta(days=days)
        )
    client.force_login(clerk)
    page = client.get(f"{DESK}zahlen/")
    line = page.context["lines"][0]
    assert (line.number, line.solved, line.answer_days, line.solve_days) == (3, 3, 1.0, 4.0)
    assert "3 (100 %)" in page.content.decode()


def test_the_town_hall_sets_deadlines_templates_and_keys(client, municipality, clerk, categories):
    client.force_login(clerk)
    setup = f"{DESK}einrichten/"
    lamps = {
        "name": "Licht",
        "days_to_answer": 1,
        "days_to_solve": 5,
        "order": 1,
        "is_offered": "on",
        "office": "Bauhof",
    }
    client.post(f"{setup}kategorien/strassenlampe/", lamps)
    report = filed(municipality, "Dunkel")
    assert (report.solve_due_on - timezone.localdate()).days == 5
    assert report.office == "Bauhof"
    assert client.post(f"{setup}kategorien/neu/", lamps | {"days_to_solve": 0}).status_code == 422
    client.post(f"{setup}kategorien/neu/", lamps)
    assert Category.objects.filter(code="licht").exists()
    assert (
        client.post(f"{setup}vorlagen/neu/", {"title": "Behoben", "status": "solved", "text": "x"}).status_code == 422
    )
    shown = client.post(f"{setup}schluessel/", {"name": "Kreis-App"})
    assert shown.context["word"] in shown.content.decode()
    assert shown.context["word"] not in client.get(setup).content.decode()


def test_a_name_that_is_taken_out_of_a_headline_stands_nowhere_else(client, clerk, lamp):
    report = publish(lamp, clerk, title="Lampe bei Frau Huber")
    actions.change_status(report, actor=clerk, status="active", reason="Bestellt.", by="Bauhof")
    actions.change_status(report, actor=clerk, status="solved", reason="Neue Birne.", by="Bauhof")
    client.force_login(clerk)
    client.post(at_desk(report, "freigabe/"), vetted(report))
    titles = ["Meldung „Lampe dunkel“: in Arbeit", "Meldung „Lampe dunkel“: gelöst"]
    assert list(Step.objects.order_by("pk").values_list("title", flat=True)) == titles
    client.logout()
    assert "Huber" not in client.get(url_of(report.ref)).content.decode()


def test_what_a_town_hall_set_up_stays_as_it_is(client, municipality, neighbour, clerk, shown_lamp):
    Category.objects.create(municipality=neighbour, code="licht", name="Licht")
    actions.furnish(neighbour)
    assert [one.code for one in Category.objects.of(neighbour)] == ["licht"]
    assert not AnswerTemplate.objects.filter(municipality=neighbour).exists()
    actions.hand_over(shown_lamp, actor=clerk, reason="Steht dort", municipality=neighbour)
    assert Report.objects.get().category.code == "sonstiges"  # it has to lie somewhere
    assert Category.objects.of(neighbour).count() == 2


def test_moderation_takes_a_report_off_and_brings_it_back(client, shown_lamp, moderator):
    actions.hide_report(shown_lamp.public_id, actor=moderator, reason="Name genannt")
    client.logout()
    assert client.get(shown_lamp.get_absolute_url()).status_code == 404
    assert not Entry.objects.exists()
    actions.restore_report(shown_lamp.public_id, actor=moderator)
    assert client.get(shown_lamp.get_absolute_url()).status_code == 200


def test_moderation_reads_the_vetted_words_and_nothing_before(lamp, clerk):
    waiting = describe(lamp.ref)
    assert (waiting.title, waiting.words) == (lamp.title, "")
    told = describe(publish(lamp, clerk).ref)
    assert told.text == told.words == "Die Lampe vor Haus 12 ist dunkel."


def test_an_account_goes_and_its_reports_stay_without_a_name(municipality, resident, lamp, clerk):
    vetted_one = publish(filed(municipality, "Bank kaputt, sagt Frau Huber", code="bank", actor=resident), clerk)
    actions.erase_person(resident)
    assert list(Report.objects.values_list("pk", flat=True)) == [vetted_one.pk]
    vetted_one.refresh_from_db()
    assert (vetted_one.author, vetted_one.text) == (None, "Die Lampe vor Haus 12 ist dunkel.")


def test_addresses_of_guests_are_forgotten_three_months_after_the_end(municipality, clerk, categories):
    then = timezone.now() - datetime.timedelta(days=100)
    report = publish(filed(municipality, "Lampe, sagt Frau Huber", email="gast@example.org", at=then), clerk)
    waiting = filed(municipality, "Noch offen", email="offen@example.org", at=then)
    rejected = filed(municipality, "Unfug", email="unfug@example.org", at=then)
    for one, status in ((report, "solved"), (rejected, "rejected")):
        actions.change_status(one, actor=clerk, status=status, reason="So ist es.", at=then)
    assert actions.forget_what_is_due()
    report.refresh_from_db()
    assert (report.email, "Huber" in report.text) == ("", False)
    assert Report.objects.get(pk=waiting.pk).email
    assert not Report.objects.filter(pk=rejected.pk).exists()
    assert report.pin == LAMP


def test_three_months_after_the_end_nothing_is_left_beyond_the_page(
    municipality, clerk, categories, resident, photo, django_capture_on_commit_callbacks
):
    then = timezone.now() - datetime.timedelta(days=100)
    words = "Die Lampe vor Haus 12 ist dunkel."
    told = {"answers": {"mast": "bei Frau Huber"}, "photo": photo.getvalue(), "at": then}
    root = publish(filed(municipality, words, actor=resident, **told), clerk, is_photo_public=False)
    twin = publish(filed(municipality, "Laterne, sagt Frau Huber", email="gast@example.org", at=then), clerk)
    alone = publish(filed(municipality, words, email="oma@example.org", at=then), clerk)
    actions.add_from_reporter(root, actor=resident, text="Mein Nachbar war es.")
    actions.add_note(root, actor=clerk, text="Ersatzteil im Lager.")
    actions.change_status(twin, actor=clerk, status="rejected", reason="Doppelt.", at=then)
    actions.merge_into(twin, root, actor=clerk)
    actions.forget_what_is_due()
    assert Report.objects.get(pk=twin.pk).email == "gast@example.org"  # the other one is still open
    actions.change_status(root, actor=clerk, status="solved", reason="Neue Birne.", at=then)
    kept_back = root.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_what_is_due()
    for report in (root, twin):
        report.refresh_from_db()
        assert (report.email, report.answers, bool(report.photo), "Huber" in report.text) == ("", {}, False, False)
    assert not root.photo.storage.exists(kept_back)
    assert [note.text for note in root.notes.all()] == ["Ersatzteil im Lager."]
    alone.refresh_from_db()
    assert alone.email
    assert actions.forget_what_is_due() == 0


def test_what_was_part_of_a_report_outlives_it(municipality, clerk, lamp, categories):
    twin = filed(municipality, "Laterne kaputt, Haus 12", email="gast@example.org")
    actions.merge_into(Report.objects.complete().get(pk=twin.pk), publish(lamp, clerk), actor=clerk)
    actions.unpublish_report(lamp, actor=clerk)
    actions.erase_person(lamp.author)
    assert Report.objects.get() == twin
    assert Todo.objects.waiting().get().action_url == twin.desk_url
