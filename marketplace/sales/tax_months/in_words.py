"""Amounts in Vietnamese words, as invoices state them: 1,005,000 is "Một triệu không trăm lẻ năm nghìn đồng"."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")
GROUP, TEN, HUNDRED = 1000, 10, 100


def in_words(amount: int) -> str:
    """Whole dong, zero and above, below 10^18. Raises ValueError otherwise."""
    if amount < 0 or amount >= GROUP ** len(SCALES):
        raise ValueError(amount)
    said = " ".join(_groups(amount)) or DIGITS[0]
    return f"{said[0].upper()}{said[1:]} đồng"


def _groups(amount: int) -> list[str]:
    """From the highest group of three digits down; a group after the first says its hundreds even when they are zero."""
    said = []
    for place in range(len(SCALES) - 1, -1, -1):
        group = amount // GROUP**place % GROUP
        if group:
            said += [*_three_digits(group, is_first=not said), *filter(None, [SCALES[place]])]
    return said


def _three_digits(group: int, *, is_first: bool) -> list[str]:
    hundreds, tens, ones = group // HUNDRED, group // TEN % TEN, group % TEN
    words = [] if is_first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0:
        return words + (["lẻ"] if words and ones else []) + ([DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return words + ([_last(ones, tens)] if ones else [])


def _last(ones: int, tens: int) -> str:
    """One is "mốt" after twenty and more, five is "lăm" after any ten."""
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == TEN // 2 else DIGITS[ones]
