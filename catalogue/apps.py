"""Oscar's catalogue app with our behaviour. No columns: facts live in catalogue.facts, certificates in catalogue.certification."""

from oscar.apps.catalogue.apps import CatalogueConfig as OscarCatalogueConfig


class CatalogueConfig(OscarCatalogueConfig):
    name = "catalogue"
