from django.urls import path, reverse_lazy
from django.views.generic import RedirectView
from oscar.apps.dashboard.apps import DashboardConfig as OscarDashboardConfig


class DashboardConfig(OscarDashboardConfig):
    """Oscar's dashboard without its own log-in: that would be a door around the second factor."""

    name = "marketplace.oscar_overrides.dashboard"

    def get_urls(self):
        doors = {"login": "account_login", "logout": "account_logout"}
        urls = [url for url in super().get_urls() if getattr(url, "name", None) not in doors]
        for name, destination in doors.items():
            view = RedirectView.as_view(url=reverse_lazy(destination), query_string=True)
            urls.append(path(f"{name}/", view, name=name))
        return urls
