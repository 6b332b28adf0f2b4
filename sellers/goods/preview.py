"""How a product will look in the shop, for those who may see it before it is public. Who that is, is asked by the caller."""

from catalogue.product_page import product_page


def preview_context(product, *, request) -> dict:
    """For "selling/products/preview_part.html": the shop's own product page, in which nothing can be pressed."""
    return {"page": product_page(product.pk, request=request, is_private=True), "product": product}
