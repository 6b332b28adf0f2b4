"""What the demo's editors wrote: places, stories, festivals, routes and campaigns of three provinces, in two languages."""

from collections import Counter
from collections.abc import Callable

from marketplace.editorial.loading import homes, load_pages


def steps() -> list[Callable[[], dict[str, Counter]]]:
    """What any province begins with, then each kind of page in the order in which they name one another.

    Needs the reference data; products and shops that are not there are left out of the texts.
    """
    from . import campaigns, events, places, routes, stories

    kinds = {"places": places, "stories": stories, "events": events, "routes": routes, "campaigns": campaigns}
    return [
        lambda: {"first pages": load_pages()},
        *(lambda kind=kind, module=module: {f"pages: {kind}": module.load(homes())} for kind, module in kinds.items()),
    ]
