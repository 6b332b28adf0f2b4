"""Where a field is mended: the matter whose page has its box."""

SECTION_OF = {
    "title": "what", "set_code": "what", "description": "what", "is_alcohol": "what",
    "net_quantity": "what", "unit": "what", "pack_text": "what",
    "ingredients": "label", "shelf_life_days": "label", "storage": "label",
    "how_to_keep": "label", "how_to_use": "label", "warnings": "label",
    "origin": "origin", "origin_kind": "origin",
    "harvest": "season",
    "title_en": "english", "summary_en": "english", "other_names": "english",
}  # fmt: skip
# Fields whose box has another name than the field.
BOX_OF = {"net_quantity": "size", "unit": "size", "origin": "place", "harvest": "picked_on"}


def box_of(field: str) -> str:
    """The id of the box on the page of its matter."""
    return f"id_{BOX_OF.get(field, field)}"
