"""Who it was, as it stands in the history of a parcel."""

from django.utils.translation import gettext as _

from sellers.access import Acting


def name_of(acting: Acting) -> str:
    """The person; with a helper both names."""
    if acting.is_owner:
        return str(acting.person)[:120]
    return (_("%(helper)s for %(seller)s") % {"helper": acting.person, "seller": acting.seller.name})[:120]
