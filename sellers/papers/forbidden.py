"""What may not be asked for: pictures of identity cards are sensitive data, and no proof of identity (rules D-03, E-09)."""

from marketplace.folding import folded

CARDS = (
    "can cuoc",
    "cccd",
    "cmnd",
    "chung minh nhan dan",
    "chung minh thu",
    "identity card",
    "id card",
    "ho chieu",
    "passport",
)


def asks_for_a_card(*texts: str) -> bool:
    """Whether a name asks for a picture of a card or a passport."""
    return any(f" {card} " in f" {folded(text)} " for text in texts for card in CARDS)
