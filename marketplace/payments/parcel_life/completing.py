"""The job that completes parcels whose time to be sent back is over, none with an open return."""

from marketplace.sales.completing import complete_due as complete_sales

from ..returning import has_open_return


def complete_due() -> int:
    """How many were completed."""
    return complete_sales(has_open_return=has_open_return)
