"""The project's own app: templates tags, commands and static files that belong to no single room."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    label = "marketplace"
