"""Order numbers: random, readable over the telephone, and wrong when one letter is wrong."""

import secrets

# Without look-alikes: no 0 O 1 I 2 Z 5 S 6 7 8 B V. Prime length, so every single error and every swap is noticed.
ALPHABET = "ACDEFGHJKLMNPQRTUWXY349"
BODY_LENGTH = 8
CHECK_SUM = 7
LENGTH = BODY_LENGTH + 1


def new_code() -> str:
    """Eight random characters and a check character: 7.8 × 10¹⁰ codes."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY_LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes Σ weight·value ≡ 7 (mod 23), weights 1 to 9."""
    partial = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=1))
    wanted = (CHECK_SUM - partial) * pow(LENGTH, -1, len(ALPHABET))
    return ALPHABET[wanted % len(ALPHABET)]


def is_code(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= set(ALPHABET) and check_character(text[:-1]) == text[-1]


def shown(code: str) -> str:
    """ "K3M9QXDHT" -> "K3M-9QX-DHT"; other numbers as they are."""
    return "-".join(code[i : i + 3] for i in range(0, LENGTH, 3)) if len(code) == LENGTH else code


def typed(text: str) -> str:
    """What a person typed, as a code: capitals, without spaces and hyphens."""
    return "".join(c for c in text.upper() if c.isalnum())[:32]
