"""Opening a file of a paper: for the seller's people and for staff who may, and each time is written down."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.core.files import File

from sellers.access import sellers_of
from sellers.helping.models import Scope

from .models import FileReading, SubmissionFile

READ_FILES = "papers.read_files"


def open_file(*, file: SubmissionFile, by, ip: str | None) -> File:
    """The opened file, once the reading is written down (rule G-11). Raises PermissionDenied, FileNotFoundError."""
    record_reading(file=file, by=by, ip=ip)
    return file.file.open("rb")


def signed_address(*, file: SubmissionFile, by, ip: str | None) -> str | None:
    """On an object store: an address that opens the file for two minutes, the reading written down. None on a disk.

    Raises PermissionDenied. The store sends it as a download: it has no policy of ours against what a file might do.
    """
    storage = file.file.storage
    if not getattr(storage, "querystring_auth", False):
        return None
    record_reading(file=file, by=by, ip=ip)
    how = {"ResponseContentType": file.content_type, "ResponseContentDisposition": disposition(file, inline=False)}
    return storage.url(file.file.name, parameters=how)


def record_reading(*, file: SubmissionFile, by, ip: str | None) -> FileReading:
    """Raises PermissionDenied."""
    if not may_read(by, file.submission.seller_id):
        raise PermissionDenied(READ_FILES)
    return FileReading.objects.create(file=file, by=by, ip=ip)


def may_read(by, seller_id: int) -> bool:
    return by.has_perm(READ_FILES) or sellers_of(by, Scope.PAPERS).filter(pk=seller_id).exists()


def disposition(file: SubmissionFile, *, inline: bool) -> str:
    """The header; names were cleaned when the file was sent."""
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file.name)}"
