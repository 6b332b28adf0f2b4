"""The door for files of papers: pictures become small JPEGs without the camera's data, a PDF must be a plain one."""

import hashlib
import re
from pathlib import PurePath
from typing import NamedTuple

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace.folding import clean
from sellers.goods.shrinking import shrunk

from .plain_pdf import NotPlain, check_pdf

MOST_FILES = 10
PDF_MAX_BYTES = 8 * 1024 * 1024
JPEG, PDF = "image/jpeg", "application/pdf"


class Prepared(NamedTuple):
    """A file as it is stored."""

    name: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def prepare(file) -> Prepared:
    """A checked copy of what somebody sent. The type follows from the content, never from the name. Raises ValidationError."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if _kind(head) == PDF:
        return _pdf(file)
    return Prepared(f"{_stem(file.name)}.jpg", JPEG, shrunk(file).read())


def _kind(head: bytes) -> str:
    try:
        return puremagic.from_string(head, mime=True) if head else ""
    except (puremagic.PureError, ValueError):
        return ""


def _pdf(file) -> Prepared:
    if file.size > PDF_MAX_BYTES:
        raise ValidationError(
            _("The PDF is larger than %(limit)s MB. Photograph the pages instead.") % {"limit": PDF_MAX_BYTES // 2**20}
        )
    content = file.read()
    try:
        check_pdf(content)
    except NotPlain as error:
        raise ValidationError(
            _("This PDF has parts that act by themselves, is locked or is broken. Photograph the pages instead.")
        ) from error
    return Prepared(f"{_stem(file.name)}.pdf", PDF, content)


def _stem(name: str) -> str:
    """The last part of a path, without its ending and without signs that a header or a folder could misread."""
    last = PurePath(clean(name or "").replace("\\", "/")).name
    words = re.sub(r"[^\w.() -]+", " ", last.rpartition(".")[0] or last)
    return re.sub(r"\s+", " ", words).strip(" .-")[:80] or "giay-to"
