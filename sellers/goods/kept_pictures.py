"""A picture that was sent with a form that is not right yet: kept in private storage, found again by a signed name, swept away later."""

import base64
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from PIL import Image

from .shrinking import shrunk

FOLDER = "kept_pictures"
KEPT_FOR = timedelta(days=1)
SMALL_SIDE = 160

_signer = TimestampSigner(salt="sellers.goods.kept_pictures")


class KeptPicture:
    """A picture that passed the door. `token` is the signed name that a form carries; nobody can make one up."""

    def __init__(self, name: str):
        self.name = name

    def __bool__(self):
        return True

    @property
    def token(self) -> str:
        return _signer.sign(self.name)

    def open(self) -> File:
        return storages["private"].open(self.name)

    def content(self) -> ContentFile:
        with self.open() as file:
            return ContentFile(file.read(), name=self.name.rsplit("/", 1)[-1])

    @property
    def small(self) -> str:
        """As data: for the page that says "your picture is kept"."""
        with self.open() as file, Image.open(file) as image:
            image.thumbnail((SMALL_SIDE, SMALL_SIDE))
            buffer = BytesIO()
            image.save(buffer, format="JPEG", quality=70)
        return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()

    def forget(self) -> None:
        storages["private"].delete(self.name)


def keep(upload) -> KeptPicture:
    """Shrink and store. Raises ValidationError for what is not a sensible picture."""
    content = shrunk(upload)
    name = f"{FOLDER}/{timezone.localdate():%Y%m%d}/{content.name}"
    return KeptPicture(storages["private"].save(name, content))


def kept(token: str) -> KeptPicture | None:
    """None for a forged or outdated name, and for a picture that was swept away."""
    try:
        name = _signer.unsign(token, max_age=KEPT_FOR)
    except BadSignature:
        return None
    return KeptPicture(name) if storages["private"].exists(name) else None


def forget_old() -> int:
    """The sweep: pictures of forms that nobody finished, by day. Returns how many."""
    last_kept = f"{timezone.localdate() - KEPT_FOR:%Y%m%d}"
    return sum(_forget_day(day) for day in _listed(FOLDER)[0] if day < last_kept)


def _forget_day(day: str) -> int:
    names = _listed(f"{FOLDER}/{day}")[1]
    for name in names:
        storages["private"].delete(f"{FOLDER}/{day}/{name}")
    storages["private"].delete(f"{FOLDER}/{day}")  # the empty folder of a file system; an object store has none
    return len(names)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files; none where nothing was ever kept."""
    try:
        return storages["private"].listdir(folder)
    except FileNotFoundError:
        return [], []
