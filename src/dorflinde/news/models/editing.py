"""The form editors write an article with; it offers only senders the person may speak for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from dorflinde.accounts.public import EDITORIAL, Actor, User, has_role
from dorflinde.places.public import Organisation, Place

_GOING_PUBLIC = ("action-publish", "action-publish-later")


def senders_for(user: Actor, place: Place) -> QuerySet[Organisation]:
    """Return the organisations of a municipality in whose name the person may write."""
    here = Organisation.objects.of(place).select_related("place__parent").order_by("kind", "name")
    if has_role(user, EDITORIAL, place):
        return here
    if not isinstance(user, User) or not user.is_active:
        return here.none()
    return here.filter(Q(roles__user=user), Q(roles__kind__in=list(EDITORIAL))).distinct()


class ArticleForm(WagtailAdminPageForm):
    """Keeps an editor to the senders and villages of the municipality and to senders with an imprint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = self.parent_page or self.instance.get_parent()
        place: Place = above.specific.place
        senders = senders_for(self.for_user, place)
        self.fields["organisation"].queryset = senders
        if not self.instance.organisation_id:  # the town hall's editors mostly write for it, a club's for the club
            hall = senders.filter(kind=Organisation.Kind.TOWN_HALL).first()
            self.initial["organisation"] = hall or senders.first()
        self.fields["village"].queryset = Place.objects.filter(parent=place).by_name()
        self.fields["village"].empty_label = _("ganz %(place)s") % {"place": place.name}

    def clean(self) -> dict[str, Any]:
        """Refuse to publish in the name of a sender whose imprint is not complete (§ 18 MStV)."""
        cleaned: dict[str, Any] = super().clean()
        sender = cleaned.get("organisation")
        approves = self.data.get("workflow-action-name") == "approve"
        if sender and not sender.has_imprint and (approves or any(name in self.data for name in _GOING_PUBLIC)):
            self.add_error(
                "organisation",
                ValidationError(
                    _(
                        "„%(name)s“ hat noch kein vollständiges Impressum. Bis dahin lässt sich der Text nur als Entwurf speichern."
                    ),
                    params={"name": sender.name},
                ),
            )
        return cleaned
