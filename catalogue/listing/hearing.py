"""Hears every save of what a listing copies: Oscar's dashboard, Django's admin and our own code all end here.

Signals, because Oscar and the admin offer no other point that all of them pass. Bulk updates do not send them:
code that writes in bulk calls refreshing.refresh itself.
"""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from . import faceting, searching
from .refreshing import refresh_soon

# model -> the attribute that holds the product's id
HEARD = {
    "catalogue.Product": "pk",
    "partner.StockRecord": "product_id",
    "catalogue.ProductCategory": "product_id",
    "catalogue.ProductImage": "product_id",
    "facts.ProductFacts": "product_id",
    "seasons.ProductSeason": "product_id",
    "certification.Certificate": "product_id",
    "experiences.Experience": "product_id",
    "experiences.Slot": "product_id",
}


def connect() -> None:
    for label, attribute in HEARD.items():
        model = apps.get_model(label)
        for signal in (post_save, post_delete):
            signal.connect(_hear(attribute), sender=model, weak=False, dispatch_uid=f"listing.{label}.{id(signal)}")
    certificate = apps.get_model("certification.Certificate")
    pre_save.connect(_hear_former_product, sender=certificate, dispatch_uid="listing.certificate.moved")
    category = apps.get_model("catalogue.Category")
    for signal in (post_save, post_delete):
        signal.connect(_hear_category, sender=category, dispatch_uid=f"listing.category.{id(signal)}")
        signal.connect(
            _hear_synonym, sender=apps.get_model("listing.Synonym"), dispatch_uid=f"listing.synonym.{id(signal)}"
        )
    m2m_changed.connect(
        _hear_categories, sender=apps.get_model("catalogue.ProductCategory"), dispatch_uid="listing.m2m"
    )


def _hear(attribute):
    def hear(sender, instance, raw=False, **kwargs):
        if not raw:
            former = getattr(instance, "former_products", ())
            refresh_soon(getattr(instance, attribute), getattr(instance, "parent_id", None), *former)

    return hear


def _hear_former_product(sender, instance, raw=False, **kwargs):
    """A certificate that moves to another product leaves the first."""
    if instance.pk and not raw:
        instance.former_products = list(sender.objects.filter(pk=instance.pk).values_list("product_id", flat=True))


def _hear_category(sender, instance, **kwargs):
    faceting.forget()
    refresh_soon(*instance.product_set.values_list("pk", flat=True) if instance.pk else ())


def _hear_synonym(sender, **kwargs):
    searching.forget_synonyms()


def _hear_categories(sender, instance, action, pk_set=None, reverse=False, **kwargs):
    if action.startswith("post_"):
        refresh_soon(*(pk_set or ()) if reverse else (instance.pk,))
