"""Files that passed the door while the rest of the form had a mistake: kept for a day, so that nobody chooses them twice."""

from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone

from .models import private_storage
from .uploads import MOST_FILES, Prepared

FOLDER = "sellers-kept"
SALT = "sellers.papers.kept"
LONGEST = timedelta(days=1)
DAYS_LOOKED_BACK = 30


class Kept(NamedTuple):
    """What the form carries along: `token` names the file, signed for one seller."""

    token: str
    name: str


def keep(seller, files: list[Prepared]) -> list[Kept]:
    """Stores them and returns what the form shows and sends again."""
    storage, day = private_storage(), timezone.localdate()
    kept = []
    for file in files:
        path = storage.save(f"{FOLDER}/{day:%Y-%m-%d}/{uuid4().hex}", ContentFile(file.content))
        about = {"seller": seller.pk, "path": path, "name": file.name, "type": file.content_type}
        kept.append(Kept(signing.dumps(about, salt=SALT, compress=True), file.name))
    return kept


def take(seller, tokens: list[str]) -> list[tuple[Kept, Prepared]]:
    """The kept files of this seller. What is forged, another's, too old or gone is left out: it is asked for again."""
    found = []
    for token in tokens[:MOST_FILES]:
        file = _read(seller, token)
        if file:
            found.append((Kept(token, file.name), file))
    return found


def _read(seller, token: str) -> Prepared | None:
    try:
        about = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None
    if about["seller"] != seller.pk:
        return None
    try:
        with private_storage().open(about["path"]) as file:
            return Prepared(about["name"], about["type"], file.read())
    except FileNotFoundError:
        return None


def forget(seller, tokens: list[str]) -> None:
    """They were sent: the copies go."""
    for token in tokens[:MOST_FILES]:
        try:
            about = signing.loads(token, salt=SALT, max_age=LONGEST)
        except signing.BadSignature:
            continue
        if about["seller"] == seller.pk:
            private_storage().delete(about["path"])


def clear_old() -> int:
    """Deletes what nobody sent, of the days before yesterday. Counts the files."""
    storage, today, gone = private_storage(), timezone.localdate(), 0
    for days in range(2, DAYS_LOOKED_BACK):
        folder = f"{FOLDER}/{today - timedelta(days=days):%Y-%m-%d}"
        for name in _names_in(storage, folder):
            storage.delete(f"{folder}/{name}")
            gone += 1
    return gone


def _names_in(storage, folder: str) -> list[str]:
    try:
        return storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
