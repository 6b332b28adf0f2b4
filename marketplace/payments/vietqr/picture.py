"""A VietQR text drawn as a picture on our server: error correction M, quiet zone of four modules."""

from io import BytesIO
from itertools import groupby

import qrcode
from PIL import Image

QUIET_ZONE = 4
# A payload of ours has 45 to 57 modules with its quiet zone: 540 px and more, sharp on a phone and on paper.
PIXELS_PER_MODULE = 12


def svg(text: str) -> str:
    """A whole SVG file, coloured by presentation attributes only, so that no style rule of a CSP touches it."""
    modules = _modules(text)
    side, pixels = len(modules), len(modules) * PIXELS_PER_MODULE
    path = "".join(_dark_runs(row, y) for y, row in enumerate(modules))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{pixels}" height="{pixels}" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path fill="#000000" d="{path}"/></svg>\n'
    )


def png(text: str, pixels_per_module: int = PIXELS_PER_MODULE) -> bytes:
    """Black on white, one bit per pixel: for saving on the phone and choosing in the bank's app."""
    modules = _modules(text)
    picture = Image.new("1", (len(modules), len(modules)), 1)
    picture.putdata([0 if dark else 1 for row in modules for dark in row])
    side = len(modules) * pixels_per_module
    out = BytesIO()
    picture.resize((side, side), Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()


def _modules(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


def _dark_runs(row: list[bool], y: int) -> str:
    parts, x = [], 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            parts.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(parts)
