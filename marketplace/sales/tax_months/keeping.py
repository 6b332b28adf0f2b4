"""Keeps files as they were made: first into the private storage under their own hash, then a row that never changes."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from .models import TaxFile


class FileAltered(ValueError):
    """What lies in the storage is not what was kept."""


@dataclass(frozen=True)
class StoredFile:
    kind: str
    format: str
    name: str
    sha256: str


def store(*, folder: str, kind: str, format: str, content: bytes) -> StoredFile:
    """Writes the bytes; call outside of a transaction, the storage may be far away. The same bytes are written once."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"tax/{folder}/{kind}-{sha256[:16]}.{format}"
    storage = storages["private"]
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    return StoredFile(kind, format, name, sha256)


def keep(stored: StoredFile, *, by, period=None) -> TaxFile:
    """The row of a stored file. `by` is a user or None."""
    return TaxFile.objects.create(
        period=period,
        kind=stored.kind,
        format=stored.format,
        name=stored.name,
        sha256=stored.sha256,
        made_by=by,
    )


def read(file: TaxFile) -> bytes:
    """The bytes as they were kept. Raises FileAltered, FileNotFoundError."""
    with storages["private"].open(file.name) as opened:
        content = opened.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileAltered(file.name)
    return content
