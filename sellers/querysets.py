"""Which sellers a person may see."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalogue.listing.models import Listing
from marketplace.folding import folded


class SellerQuerySet(QuerySet):
    def open(self):
        return self.filter(state="open")

    def with_place(self):
        return self.select_related("commune__province", "partner")

    def with_current_bank_account(self):
        """Those who have told where to pay them. Payouts lies above and owns the accounts: only its relation is named here."""
        return self.filter(bank_accounts__isnull=False, bank_accounts__ended_at=None)

    def with_listing_counts(self):
        """Annotates listing_count, and shown_picture: the picture of the seller's first product, for sellers without one."""
        listed = Listing.objects.on_sale().filter(partner=OuterRef("partner")).order_by()
        number = listed.values("partner").annotate(n=Count("pk")).values("n")
        first = Listing.objects.on_sale().filter(partner=OuterRef("partner")).by_rank().values("picture")[:1]
        return self.annotate(listing_count=Coalesce(Subquery(number), 0), shown_picture=Subquery(first))

    def matching(self, text: str):
        matches = self
        for word in folded(text[:200]).split()[:8]:
            matches = matches.filter(search_text__contains=" " + word)
        return matches
