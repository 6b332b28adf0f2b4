"""A QR code as dark bars on a grid, for whoever draws it: on paper, or as SVG."""

from itertools import groupby
from typing import NamedTuple

import qrcode


class Squares(NamedTuple):
    """`side`: squares along an edge, the quiet zone counted; `bars`: (column, row, length) of what is dark."""

    side: int
    bars: list[tuple[int, int, int]]

    @property
    def svg_path(self) -> str:
        """The `d` of one path in a viewBox of `side` by `side`."""
        return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in self.bars)


def squares(text: str, *, quiet: int = 4) -> Squares:
    """Error correction M: it is shown on a telephone, or printed once."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=quiet)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    return Squares(len(matrix), [bar for y, row in enumerate(matrix) for bar in _bars(row, y)])


def _bars(row, y: int):
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield x, y, length
        x += length
