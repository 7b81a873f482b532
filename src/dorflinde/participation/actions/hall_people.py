"""What happens to what people asked, supported and chose in a hall when they or their time are gone."""

import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.participation.models import (
    GuestPass,
    HallAnswer,
    HallHiding,
    HallModerator,
    HallPoll,
    HallQuestion,
    HallSupport,
    HallVote,
    QuestionHour,
    Signup,
    Takeaway,
)
from dorflinde.participation.queries import people_in_halls

DAYS_LINKED = 90  # after the end nobody takes anything back


@transaction.atomic
def forget_person_in_halls(user: User) -> None:
    """Take a person off question hours and meetings: what was asked and counted in public stays, without the name they gave."""
    HallQuestion.objects.filter(person=user).update(person=None, name="")
    _unlink(HallSupport.objects.filter(person=user))
    HallVote.objects.filter(person=user).update(person=None)
    HallModerator.objects.filter(person=user).delete()
    HallModerator.objects.filter(named_by=user).update(named_by=None)
    HallHiding.objects.filter(hidden_by=user).update(hidden_by=None)
    HallAnswer.objects.filter(noted_by=user).update(noted_by=None)
    HallPoll.objects.filter(made_by=user).update(made_by=None)
    Signup.objects.filter(person=user).delete()
    Signup.objects.filter(entered_by=user).update(entered_by=None)
    Takeaway.objects.filter(noted_by=user).update(noted_by=None)


@transaction.atomic
def forget_halls() -> int:
    """Forget who asked, supported and voted some time after the end of an hour; the numbers stay."""
    day = timezone.localdate() - datetime.timedelta(days=DAYS_LINKED)
    over = {"activity__phase__ends_on__lt": day}
    questions = HallQuestion.objects.filter(**over).exclude(person=None, guest=None)
    votes = HallVote.objects.filter(poll__activity__phase__ends_on__lt=day).exclude(person=None, guest=None)
    supports = HallSupport.objects.filter(question__activity__phase__ends_on__lt=day).exclude(person=None, guest=None)
    hours = QuestionHour.objects.filter(people=0, **over).select_related("activity")
    for hour in hours:
        hour.people = people_in_halls([hour.activity]).get(hour.activity_id, 0)
        hour.save(update_fields=["people"])
    return questions.update(person=None, guest=None) + votes.update(person=None, guest=None) + _unlink(supports)


@transaction.atomic
def move_hall_to_account(guest: GuestPass, user: User) -> int:
    """Give what a phone asked, supported and chose to an account; what the account did itself counts once."""
    moved = HallQuestion.objects.filter(guest=guest).update(guest=None, person=user)
    HallSupport.objects.filter(guest=guest, question__in=HallSupport.objects.filter(person=user).values("question")).delete()  # fmt: skip
    HallVote.objects.filter(guest=guest, poll__in=HallVote.objects.filter(person=user).values("poll")).delete()
    moved += HallSupport.objects.filter(guest=guest).update(guest=None, person=user)
    return moved + HallVote.objects.filter(guest=guest).update(guest=None, person=user)


def _unlink(supports: QuerySet[HallSupport]) -> int:
    """Take the people off supports; who stood behind two questions that became one would count twice from then on."""
    family = Coalesce(F("question__merged_into"), F("question"))
    seen: set[tuple[int, int | None, int | None]] = set()
    twice: list[int] = []
    keys: list[int] = []
    for key, *who in supports.annotate(root=family).order_by("pk").values_list("pk", "root", "person", "guest"):
        (twice if tuple(who) in seen else keys).append(key)
        seen.add((who[0], who[1], who[2]))
    HallSupport.objects.filter(pk__in=twice).delete()
    return HallSupport.objects.filter(pk__in=keys).update(person=None, guest=None)
