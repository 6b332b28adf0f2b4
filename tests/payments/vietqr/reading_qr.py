"""A small reader of clean QR pictures (ISO/IEC 18004), independent of the library that draws them; corrects no errors."""

from io import BytesIO

from PIL import Image

QUIET_ZONE = 4
LEVELS = {0: "M", 1: "L", 2: "H", 3: "Q"}
# Level M, versions 1 to 10: data codewords of each block (table 9), and the middle alignment places (annex E).
BLOCKS = {
    1: [16],
    2: [28],
    3: [44],
    4: [32] * 2,
    5: [43] * 2,
    6: [27] * 4,
    7: [31] * 4,
    8: [38] * 2 + [39] * 2,
    9: [36] * 3 + [37] * 2,
    10: [43] * 4 + [44],
}
ALIGNMENT = {1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42]}
ALIGNMENT |= {9: [6, 26, 46], 10: [6, 28, 50]}
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
MASKS = [
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
]


def modules_of(png: bytes, pixels_per_module: int) -> list[list[bool]]:
    """The middle of every square, with the quiet zone."""
    picture = Image.open(BytesIO(png)).convert("L")
    side, middle = picture.width // pixels_per_module, pixels_per_module // 2
    return [
        [picture.getpixel((x * pixels_per_module + middle, y * pixels_per_module + middle)) < 128 for x in range(side)]
        for y in range(side)
    ]


def read(modules: list[list[bool]]) -> tuple[str, str]:
    """The error correction level and the text."""
    code = [row[QUIET_ZONE:-QUIET_ZONE] for row in modules[QUIET_ZONE:-QUIET_ZONE]]
    level, mask = _format(code)
    version = (len(code) - 17) // 4
    return level, _text(_data(_bits(code, version, MASKS[mask]), BLOCKS[version]), version)


def _format(code) -> tuple[str, int]:
    places = [*((8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)), *((y, 8) for y in (7, 5, 4, 3, 2, 1, 0))]
    bits = int("".join("01"[code[y][x]] for y, x in places), 2) ^ 0x5412
    return LEVELS[bits >> 13], bits >> 10 & 7


def _is_function(y: int, x: int, n: int, version: int) -> bool:
    if y == 6 or x == 6 or (y < 9 and (x < 9 or x >= n - 8)) or (y >= n - 8 and x < 9):
        return True
    if version >= 7 and ((y < 6 and x >= n - 11) or (x < 6 and y >= n - 11)):
        return True
    corners = {(6, 6), (6, n - 7), (n - 7, 6)}
    centres = [(a, b) for a in ALIGNMENT[version] for b in ALIGNMENT[version] if (a, b) not in corners]
    return any(abs(y - a) <= 2 and abs(x - b) <= 2 for a, b in centres)


def _bits(code, version: int, mask) -> list[int]:
    n, bits, upwards = len(code), [], True
    for right in [*range(n - 1, 6, -2), 5, 3, 1]:
        for y in range(n - 1, -1, -1) if upwards else range(n):
            for x in (right, right - 1):
                if not _is_function(y, x, n, version):
                    bits.append(int(code[y][x] ^ mask(y, x)))
        upwards = not upwards
    return bits


def _data(bits: list[int], blocks: list[int]) -> str:
    words = iter("".join(map(str, bits[i : i + 8])) for i in range(0, len(bits) - 7, 8))
    parts = [[] for _ in blocks]
    for place in range(max(blocks)):
        for part, size in zip(parts, blocks, strict=True):
            if place < size:
                part.append(next(words))
    return "".join(word for part in parts for word in part)


def _text(data: str, version: int) -> str:
    lengths = {1: 10, 2: 9, 4: 8} if version < 10 else {1: 12, 2: 11, 4: 16}
    at, out = 0, []

    def take(count: int) -> int:
        nonlocal at
        at += count
        return int(data[at - count : at], 2)

    while len(data) - at >= 4 and (mode := take(4)):
        left = take(lengths[mode])
        while left > 0:
            if mode == 1:
                some = min(left, 3)
                out.append(f"{take({3: 10, 2: 7, 1: 4}[some]):0{some}d}")
            elif mode == 2:
                some = min(left, 2)
                pair = take({2: 11, 1: 6}[some])
                out.append(LETTERS[pair // 45] + LETTERS[pair % 45] if some == 2 else LETTERS[pair])
            else:
                some = 1
                out.append(chr(take(8)))
            left -= some
    return "".join(out)
