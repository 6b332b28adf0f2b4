"""A shop of three languages on a database of its own: `python -m tests.editorial_reach.khmer` prints what it answers.

A process of its own, because the addresses of languages are fixed when a process starts.
"""

import json
import sys
from io import StringIO

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("load_pages", verbosity=0)
    print(json.dumps({**answers(), **translated(), "migrations": missing_migrations(call_command)}), file=sys.stdout)


def answers() -> dict:
    """What a reader of Khmer gets before anything is told in Khmer."""
    from django.test import Client

    from tests.stall import product

    made = product("Nước mắm", facts={"title_en": "Fish sauce"})
    reader = Client()
    found = {}
    addresses = ["/km/", "/km/shop/", "/km/cam-nang/", "/km/dieu-khoan/", "/km/map/", "/km/sellers/", "/km/khong-co/"]
    product_page = f"/shop/{made.slug}_{made.pk}/"
    for address in [*addresses, "/km" + product_page, "/en" + product_page, "/km/account/login/", "/shop/"]:
        answer = reader.get(address)
        found[address] = {"status": answer.status_code, "text": answer.content.decode()}
    return {
        "pages": found,
        "product": product_page,
        "languages": reader.get("/km/").headers["Content-Language"],
        "chosen": reader.get("/language/km/?next=/en/shop/").url,
        "remembered": reader.get("/").url,
        "robots": reader.get("/robots.txt").content.decode(),
        "goods": reader.get("/sitemap-products.xml").content.decode(),
        "found": reader.get("/sitemap-pages.xml").content.decode(),
    }


def translated() -> dict:
    """The same after an editor has begun a Khmer home page and translated one guide."""
    from django.test import Client
    from wagtail.models import Locale

    from marketplace.editorial.models import GuidePage, HomePage

    khmer = Locale.objects.get_or_create(language_code="km")[0]
    source = HomePage.objects.get(locale__language_code="vi")
    home = source.copy_for_translation(khmer)
    home.title = "ទំព័រដើម"
    home.save_revision().publish()
    guide = GuidePage.objects.filter(locale__language_code="vi").order_by("path").first()
    other = GuidePage.objects.filter(locale__language_code="vi").order_by("path").last()
    told = guide.copy_for_translation(khmer, copy_parents=True)
    told.title = "មគ្គុទ្ទេសក៍"
    told.save_revision().publish()
    reader = Client()
    address, left = (f"/km/{page.url_path.split('/', 2)[2]}" for page in (guide, other))
    return {
        "guide": address,
        "own": reader.get(address).content.decode(),
        "left": reader.get(left).content.decode(),
        "home": reader.get("/km/").content.decode(),
        "found_then": reader.get("/sitemap-pages.xml").content.decode(),
    }


def missing_migrations(call_command) -> str:
    """Migrations that the third language would ask for; "" for none."""
    told = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=told, verbosity=1)
    except SystemExit:
        return told.getvalue()
    return ""


if __name__ == "__main__":
    main()
