"""Keeps the bank's files in the private storage under their own hash: written once, never changed."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from .models import TransferBatch


class FileAltered(ValueError):
    """What lies in the storage is not what was given to the bank."""


def store(batch: TransferBatch, content: bytes, kind: str) -> tuple[str, str]:
    """Its name and SHA-256. No transaction may be open: the storage may be far away. The same bytes are written once."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"payouts/{batch.number}-{sha256[:16]}.{kind}"
    storage = storages["private"]
    if not (storage.exists(name) and _read(name) == content):
        name = storage.save(name, ContentFile(content))
    return name, sha256


def file_of(batch: TransferBatch) -> bytes:
    """The bytes that were given to the bank. Raises FileAltered, FileNotFoundError."""
    if not batch.file:
        raise FileNotFoundError(batch.number)
    content = _read(batch.file)
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise FileAltered(batch.number)
    return content


def _read(name: str) -> bytes:
    with storages["private"].open(name) as opened:
        return opened.read()
