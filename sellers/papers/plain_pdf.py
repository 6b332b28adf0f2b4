"""Whether a PDF only shows pages. What runs, opens, embeds or hides (ISO 32000-1, 7.6 and 12.6) is refused unread."""

import re
import zlib

# Names that make a document act or hide. /AA are additional actions, /XFA forms with scripts.
ACTIVE = frozenset(
    b"JavaScript JS Launch OpenAction AA EmbeddedFile EmbeddedFiles RichMedia XFA SubmitForm ImportData GoToE Encrypt".split()
)
MOST_UNPACKED = 40 * 2**20
_NAME = re.compile(rb"/([^\x00-\x20()<>\[\]{}/%]+)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_OBJECTS, _PACKED, _OTHER_WAYS = (
    b"ObjStm",
    b"FlateDecode",
    (b"ASCIIHexDecode", b"ASCII85Decode", b"LZWDecode", b"Crypt"),
)


class NotPlain(ValueError):
    """The file acts, hides something, or is no PDF."""


def check_pdf(content: bytes) -> None:
    """Raises NotPlain. Objects packed into streams are looked into; pixels and drawings are not, they hold no objects."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise NotPlain("no beginning or no end")
    _check_names(_STREAM.sub(b" ", content))
    left, end = MOST_UNPACKED, 0
    for match in _STREAM.finditer(content):
        about = _names(content[end : match.start()].rpartition(b" obj")[2])
        end = match.end()
        if _OBJECTS in about:
            unpacked = _unpacked(match[1], about, left)
            left -= len(unpacked)
            _check_names(unpacked)


def _unpacked(stream: bytes, about: set[bytes], most: int) -> bytes:
    """Raises NotPlain for a packing that only tools for hiding use, and for more than `most`."""
    if any(way in about for way in _OTHER_WAYS):
        raise NotPlain("packed in a strange way")
    if _PACKED not in about:
        return stream
    try:
        unpacked = zlib.decompressobj().decompress(stream, most)
    except zlib.error as error:
        raise NotPlain("cannot be unpacked") from error
    if len(unpacked) >= most:
        raise NotPlain("unpacks to too much")
    return unpacked


def _check_names(text: bytes) -> None:
    if found := _names(text) & ACTIVE:
        raise NotPlain(b", ".join(sorted(found)).decode("latin-1"))


def _names(text: bytes) -> set[bytes]:
    """/Open#41ction is /OpenAction."""
    return {_HEX.sub(lambda code: bytes([int(code[1], 16)]), match[1]) for match in _NAME.finditer(text)}
