"""Hears Wagtail store a picture and makes its sizes at once, so that no page makes them while a reader waits."""

from django.core.files.storage import default_storage
from django.db.models.signals import post_delete, post_save
from wagtail.images import get_image_model

from catalogue.pictures.renditions import share_name
from catalogue.pictures.storing import delete_renditions, store_renditions


def connect() -> None:
    model = get_image_model()
    post_save.connect(_make_sizes, sender=model, dispatch_uid="editorial.photographs.made")
    post_delete.connect(_drop_sizes, sender=model, dispatch_uid="editorial.photographs.dropped")


def _make_sizes(sender, instance, raw=False, **kwargs):
    name = instance.file.name
    if name and not raw and not default_storage.exists(share_name(name)):
        store_renditions(name, square=False)


def _drop_sizes(sender, instance, **kwargs):
    if instance.file.name:
        delete_renditions(instance.file.name)
