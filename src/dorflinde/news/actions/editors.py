"""Who may edit where: groups and permissions of the editorial pages follow from the roles of the accounts."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from dorflinde.accounts.public import EDITORIAL, User, municipalities_of
from dorflinde.audit.public import record
from dorflinde.news.models import NewsIndex
from dorflinde.places.public import Organisation, Place

_EDITORS_MAY = ("add", "change", "publish", "lock", "unlock")
_REPORTERS_MAY = ("add",)  # their own texts only; publishing waits for the editors' review
_EDITORS_PICTURES = ("add_image", "change_image", "choose_image")
_REPORTERS_PICTURES = ("add_image", "choose_image")


def index_of(place: Place) -> NewsIndex:
    """Return the page under which the articles of a municipality hang; made when it is first asked for."""
    municipality = place.municipality
    found: NewsIndex | None = NewsIndex.objects.filter(place=municipality).select_related("place").first()
    return found or _lay_out(municipality)


@transaction.atomic
def sync_editors(place: Place) -> None:
    """Let exactly those edit the news of a municipality who hold a role there or for one of its organisations."""
    index = index_of(place)
    here = [above.pk for above in index.place.lineage]
    at_place = Q(roles__kind__in=list(EDITORIAL), roles__organisation__isnull=True, roles__place__in=here)
    of_sender = Q(roles__kind__in=list(EDITORIAL), roles__organisation__in=Organisation.objects.of(index.place))
    active = User.objects.filter(is_active=True)
    changed = _set_members(index.editors, active.filter(at_place).values_list("pk", flat=True))
    changed |= _set_members(index.reporters, active.filter(of_sender).values_list("pk", flat=True))
    if changed:
        record("news.editors.synced", actor=None, place=index.place)


@transaction.atomic
def sync_editor(user: User) -> bool:
    """Bring one person's groups in line with the roles held now; tells whether anything changed."""
    edits_at = _edits_at(user)
    writes_for = list(
        Organisation.objects.filter(roles__user=user, roles__kind__in=list(EDITORIAL))
        .select_related("place__parent__parent")
        .distinct()
    )
    writes_at = [organisation.place.municipality for organisation in writes_for]
    indexes = _indexes_of([*edits_at, *writes_at])
    wanted = {indexes[place.pk].editors_id for place in edits_at}
    wanted |= {indexes[place.pk].reporters_id for place in writes_at}
    ours = NewsIndex.objects.values_list("editors", "reporters")
    known = {key for pair in ours for key in pair}
    held = set(user.groups.values_list("pk", flat=True)) & known
    user.groups.add(*(wanted - held))
    user.groups.remove(*(held - wanted))
    return wanted != held


def _indexes_of(places: list[Place]) -> dict[int, NewsIndex]:
    found = {index.place_id: index for index in NewsIndex.objects.filter(place__in=places)}
    return {place.pk: found.get(place.pk) or index_of(place) for place in places}


def _edits_at(user: User) -> list[Place]:
    if user.is_superuser or not user.is_active:
        return []  # an operator may everything without being in a group
    return list(municipalities_of(user, EDITORIAL))


def _set_members(group: Group, people: object) -> bool:
    wanted = set(people)  # type: ignore[call-overload]  # a list of keys from the database
    held = set(group.user_set.values_list("pk", flat=True))
    if wanted == held:
        return False
    group.user_set.set(wanted)
    return True


@transaction.atomic
def _lay_out(place: Place) -> NewsIndex:
    """Make the page, its two groups with their permissions, a folder for pictures and the review."""
    editors = Group.objects.create(name=_("Redaktion %(place)s") % {"place": place.slug})
    reporters = Group.objects.create(name=_("Vereine %(place)s") % {"place": place.slug})
    top = Collection.get_first_root_node() or Collection.add_root(name="Root")
    pictures = top.add_child(name=place.name)
    index = NewsIndex(
        title=_("Neuigkeiten aus %(place)s") % {"place": place.name},
        slug=place.slug, place=place, editors=editors, reporters=reporters, pictures=pictures,
    )  # fmt: skip
    _front_page().add_child(instance=index)
    _permit(index, editors, _EDITORS_MAY, _EDITORS_PICTURES)
    _permit(index, reporters, _REPORTERS_MAY, _REPORTERS_PICTURES)
    _review_by(index)
    return index


def _permit(index: NewsIndex, group: Group, may: tuple[str, ...], with_pictures: tuple[str, ...]) -> None:
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for kind in may:
        GroupPagePermission.objects.create(group=group, page=index, permission_type=kind)
    for permission in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=with_pictures):
        GroupCollectionPermission.objects.create(group=group, collection=index.pictures, permission=permission)


def _review_by(index: NewsIndex) -> None:
    name = _("Prüfung durch die Redaktion %(place)s") % {"place": index.place.name}
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(index.editors)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)


def _front_page() -> Page:
    """Return the page above all municipalities; Wagtail's own first page serves as it, under our name."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        front = root.add_child(instance=Page(title=settings.WAGTAIL_SITE_NAME, slug="home"))
        Site.objects.create(
            hostname="localhost", site_name=settings.WAGTAIL_SITE_NAME, root_page=front, is_default_site=True
        )
        return front
    front = site.root_page
    if not site.site_name:
        front.title = front.draft_title = site.site_name = settings.WAGTAIL_SITE_NAME
        front.save(update_fields=["title", "draft_title"])
        site.save(update_fields=["site_name"])
    return front
