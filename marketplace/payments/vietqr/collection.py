"""The bank account that collects buyers' money, from settings.COLLECTION_ACCOUNT."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from marketplace.folding import clean

from ..bank_feed.statement_labels import is_same_account
from .banks import UnknownBank, bank

_BIN, _NUMBER = re.compile(r"[0-9]{6}"), re.compile(r"[0-9A-Z]{1,19}")


class NoCollectionAccount(ImproperlyConfigured):
    """COLLECTION_ACCOUNT is empty or cannot be an account."""


@dataclass(frozen=True)
class CollectionAccount:
    bin: str
    number: str
    holder: str

    @property
    def bank_name(self) -> str:
        """Its BIN when the list of banks has no name for it."""
        try:
            return bank(self.bin).short_name
        except UnknownBank:
            return self.bin

    def is_this(self, account_no: str) -> bool:
        """Signs between the digits do not count, nor do zeros in front."""
        return bool(account_no.strip()) and is_same_account(account_no.upper(), self.number)


def collection_account() -> CollectionAccount:
    """Raises NoCollectionAccount."""
    told = settings.COLLECTION_ACCOUNT
    found = CollectionAccount(
        bin=clean(told.get("bin", "")),
        number=re.sub(r"[\s.-]", "", clean(told.get("number", ""))).upper(),
        holder=clean(told.get("holder", "")),
    )
    if not (_BIN.fullmatch(found.bin) and _NUMBER.fullmatch(found.number) and found.holder):
        raise NoCollectionAccount("COLLECTION_ACCOUNT needs bin (6 digits), number and holder")
    return found
