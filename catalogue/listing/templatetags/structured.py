"""What machines read on a page: JSON-LD and Open Graph, from the same values that people see."""

import json

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from catalogue.experience_data import events_data, trip_data
from marketplace.languages import with_region

register = template.Library()
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def absolute(url: str) -> str:
    return url if not url or "://" in url else settings.SITE_URL + url


@register.simple_tag
def json_ld(data):
    """A data block: never executed, and nothing in it can end the script element."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def open_graph(*, kind: str, title: str, url: str, picture: str, description: str = ""):
    """Zalo and Facebook want an absolute JPEG with its size; 960 x 960 is the largest rendition."""
    tags = [
        ("og:type", kind), ("og:title", title), ("og:url", url), ("og:image", absolute(picture)), ("og:image:width", "960"),
        ("og:image:height", "960"), ("og:description", description), ("og:site_name", settings.SITE_NAME),
        ("og:locale", with_region(get_language())),
    ]  # fmt: skip
    return format_html_join("\n", '<meta property="{}" content="{}">', [tag for tag in tags if tag[1]])


@register.simple_tag
def product_metadata(page):
    url = settings.SITE_URL + page.canonical_path
    picture = page.pictures[0].src if page.pictures else ""
    blocks = [breadcrumb_data(page.crumbs)]
    if page.is_on_sale:
        blocks += _visit_data(page, url) if page.visiting else [product_data(page, url)]
    head = open_graph(
        kind="product", title=page.title, url=url, picture=picture, description=(page.summary or "")[:200]
    )
    return format_html("{}{}", head, mark_safe("".join(json_ld(block) for block in blocks)))


def _visit_data(page, url: str) -> list[dict]:
    pictures = [absolute(picture.src) for picture in page.pictures]
    return [trip_data(page, url, pictures=pictures), *events_data(page, url, pictures=pictures)]


def product_data(page, url: str) -> dict:
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": page.title,
        "url": url,
        "sku": str(page.product.pk),
        "image": [absolute(picture.src) for picture in page.pictures],
        "description": page.summary,
        "brand": {"@type": "Organization", "name": page.seller.name} if page.seller else None,
        "offers": [
            {
                "@type": "Offer",
                "url": url,
                "name": pack.name,
                "price": str(pack.price),
                "priceCurrency": "VND",
                "availability": "https://schema.org/" + ("InStock" if pack.is_available else "OutOfStock"),
                "seller": {"@type": "Organization", "name": page.seller.name} if page.seller else None,
            }
            for pack in page.packs
        ],
    }
    if page.stars:
        data["award"] = page.stars_label
    if page.facts and page.facts.origin:
        data["countryOfOrigin"] = "VN"
    return {name: value for name, value in data.items() if value}


def breadcrumb_data(crumbs) -> dict:
    places = [
        {"@type": "ListItem", "position": n, "name": crumb.name, "item": settings.SITE_URL + crumb.url}
        for n, crumb in enumerate(crumbs, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": places}


@register.simple_tag
def seller_metadata(seller, picture):
    url = settings.SITE_URL + seller.get_absolute_url()
    address = {
        "@type": "PostalAddress",
        "addressCountry": "VN",
        "addressRegion": seller.commune.province.name,
        "addressLocality": seller.commune.name,
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": seller.name,
        "url": url,
        "address": address,
    }
    if picture.src:
        data["image"] = absolute(picture.src)
    head = open_graph(kind="profile", title=seller.name, url=url, picture=picture.src, description=seller.place_text)
    return format_html("{}{}", head, json_ld(data))
