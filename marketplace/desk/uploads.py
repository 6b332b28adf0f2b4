"""A file between its preview and its import: kept in the private storage for a day, under a signed name."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone

FOLDER = "desk-uploads"
LONGEST = timedelta(days=1)
SIGNER = TimestampSigner(salt="marketplace.desk.uploads")


class GoneUpload(LookupError):
    """It was imported, is too old, or was never ours."""


def keep(*, data: bytes, filename: str, layout: str, by) -> str:
    """A token for `opened`. Files that nobody imported within a day are dropped on the way."""
    drop_old()
    name = _name_of(data, by)
    storage = storages["private"]
    if not storage.exists(name):
        storage.save(name, ContentFile(data))
    return SIGNER.sign_object([name, filename, layout, by.pk])


def opened(token: str, *, by) -> tuple[bytes, str, str]:
    """(bytes, file name, layout) of an upload by the same person. Raises GoneUpload."""
    name, filename, layout = _meant(token, by)
    try:
        with storages["private"].open(name) as file:
            data = file.read()
    except FileNotFoundError as error:
        raise GoneUpload(filename) from error
    if name != _name_of(data, by):
        raise GoneUpload(filename)  # the store holds other bytes than those that were looked at
    return data, filename, layout


def _name_of(data: bytes, by) -> str:
    """The digest is the name: another file never lies under a token."""
    return f"{FOLDER}/{by.pk}-{hashlib.sha256(data).hexdigest()[:32]}"


def drop(token: str, *, by) -> None:
    storages["private"].delete(_meant(token, by)[0])


def drop_old() -> None:
    storage = storages["private"]
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if storage.get_modified_time(path) < timezone.now() - LONGEST:
            storage.delete(path)


def _meant(token: str, by) -> tuple[str, str, str]:
    try:
        name, filename, layout, person = SIGNER.unsign_object(token, max_age=LONGEST)
    except (BadSignature, ValueError, TypeError) as error:
        raise GoneUpload from error
    if person != by.pk:
        raise GoneUpload(filename)
    return name, filename, layout
