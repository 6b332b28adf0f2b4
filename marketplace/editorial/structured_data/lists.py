"""Pages that show many things: CollectionPage with an ItemList in the order shown."""

from .writing import of_page, whole, written


def index(page, context) -> list[dict]:
    """The pages of this leaf; positions go on from the leaf before."""
    leaf = context.get("leaf")
    first = leaf.start_index() if leaf else 1
    return _collection(page, context, [(card.url, card.title) for card in context.get("pages", ())], max(first, 1))


def campaign(page, context) -> list[dict]:
    """The products chosen for it, as its first section shows them."""
    shelf = next((section for section in context.get("sections", ()) if section.kind == "products"), None)
    return _collection(page, context, [(card.url, card.title) for card in shelf.things] if shelf else [], 1)


def _collection(page, context, things, first: int) -> list[dict]:
    items = [
        {"@type": "ListItem", "position": place, "url": whole(url), "name": name}
        for place, (url, name) in enumerate(things, first)
    ]
    entity = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items} if items else None
    return [of_page("CollectionPage", page, context, **written(page, context), mainEntity=entity)]
