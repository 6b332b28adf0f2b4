from django.urls import reverse_lazy
from django.views.generic import RedirectView
from oscar.apps.customer.apps import CustomerConfig as OscarCustomerConfig

# Oscar's own account pages are replaced by allauth's and ours: their names stay, because Oscar's templates use them.
DESTINATIONS = {
    "login": "account_login",
    "logout": "account_logout",
    "register": "account_signup",
    "change-password": "account_change_password",
}


class CustomerConfig(OscarCustomerConfig):
    name = "marketplace.oscar_overrides.customer"

    def get_urls(self):
        urls = super().get_urls()
        for pattern in urls:
            name = DESTINATIONS.get(pattern.name, "accounts:overview")
            pattern.callback = RedirectView.as_view(url=reverse_lazy(name), query_string=pattern.name == "login")
        return urls
