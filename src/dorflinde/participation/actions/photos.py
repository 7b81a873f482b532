"""Photos beside what people write: stored in two sizes, and gone for good when the change is certain."""

from django.core.files.base import ContentFile
from django.db import transaction

from dorflinde.participation.models import CleanPhoto, Idea, Petition
from dorflinde.participation.models.photo import small

Owner = Idea | Petition


def take_photo(owner: Owner, photo: CleanPhoto | None) -> None:
    """Store a photo, if there is one, as a page and as a list show it; the owner is saved by whoever calls."""
    if photo is not None:
        owner.photo.save("", ContentFile(photo), save=False)
        owner.photo_small.save("", ContentFile(small(photo)), save=False)


def drop_photo(owner: Owner) -> None:
    """Forget the photo; its files go only when the change is certain."""
    for file in (owner.photo, owner.photo_small):
        if file:
            storage, name = file.storage, file.name
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]  # bound now
    owner.photo, owner.photo_small = "", ""
