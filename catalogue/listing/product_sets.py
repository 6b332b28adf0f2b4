"""Moved to catalogue.product_sets, where the register may use it too."""

from catalogue.product_sets import (  # noqa: F401
    UnknownProductSet,
    group_name,
    groups,
    product_set,
    product_sets,
    set_name,
    shelves,
)
