"""Oscar's search label: the search is catalogue's, without haystack."""

from catalogue.views import SearchView as FacetedSearchView

__all__ = ["FacetedSearchView"]
