"""Which pages name a thing, as Wagtail's index of references knows it."""

from enum import IntEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from marketplace.places.models import Commune

COMMUNE_FIELD = "commune"


class Nearness(IntEnum):
    """How near a page is to a thing: it lies in the same commune, names its producer, or names the thing itself."""

    COMMUNE = 1
    PRODUCER = 2
    ITSELF = 3


def as_texts(rows):
    """The primary keys of a queryset as the index writes them: a subquery."""
    return rows.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")


def to(model, keys) -> Q:
    """References to these rows of a model. `keys`: a list of primary keys, or what as_texts() gave."""
    wanted = [str(key) for key in keys] if isinstance(keys, list) else keys
    return Q(to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=wanted)


def to_commune(code: str) -> Q:
    """Pages that lie in a commune by their own field; a shelf's rule that asks for one says nothing of the page."""
    return to(Commune, [code]) & Q(model_path=COMMUNE_FIELD)


def of_pages():
    # Pages are known by their base content type, whatever their kind.
    return ReferenceIndex.objects.filter(base_content_type=ContentType.objects.get_for_model(Page)).order_by()


def pages_naming(links: dict[Nearness, Q], kinds) -> dict[int, Nearness]:
    """Primary keys of pages of these kinds, published or not, each with its nearest link. One query."""
    nearest_first = sorted(links.items(), reverse=True)
    anything = Q()
    for _nearness, link in nearest_first:
        anything |= link
    near = Case(*(When(link, then=Value(int(nearness))) for nearness, link in nearest_first))
    types = ContentType.objects.get_for_models(*kinds).values()
    rows = of_pages().filter(anything, content_type__in=types).annotate(near=near).values_list("object_id", "near")
    found: dict[int, Nearness] = {}
    for pk, nearness in rows.distinct():
        found[int(pk)] = max(Nearness(nearness), found.get(int(pk), Nearness.COMMUNE))
    return found
