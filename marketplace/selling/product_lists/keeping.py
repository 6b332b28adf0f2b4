"""Keeps an uploaded list between its preview and its import: privately, one per seller, so that nothing is sent twice."""

import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import storages

FOLDER = "product_lists"
ENDINGS = (".xlsx", ".csv", ".txt")


class NotKept(LookupError):
    """No list of this seller waits under this key."""


def keep(*, seller, data: bytes, filename: str) -> uuid.UUID:
    """Takes the place of the list that waited before. The key stands in the address of the preview."""
    for name in _names(seller):
        _storage().delete(f"{_folder(seller)}/{name}")
    key = uuid.uuid4()
    ending = PurePath(filename).suffix.lower()
    _storage().save(f"{_folder(seller)}/{key}{ending if ending in ENDINGS else '.bin'}", ContentFile(data))
    return key


def kept(*, seller, key: uuid.UUID) -> tuple[bytes, str]:
    """The bytes and a file name of the right kind. Raises NotKept."""
    name = next((name for name in _names(seller) if PurePath(name).stem == str(key)), None)
    if name is None:
        raise NotKept(key)
    try:
        with _storage().open(f"{_folder(seller)}/{name}") as file:
            return file.read(), name
    except FileNotFoundError as error:  # brought in a moment ago
        raise NotKept(key) from error


def forget(*, seller, key: uuid.UUID) -> None:
    for name in _names(seller):
        if PurePath(name).stem == str(key):
            _storage().delete(f"{_folder(seller)}/{name}")


def _storage():
    return storages["private"]


def _folder(seller) -> str:
    return f"{FOLDER}/{seller.pk}"


def _names(seller) -> list[str]:
    try:
        return _storage().listdir(_folder(seller))[1]
    except FileNotFoundError:
        return []
