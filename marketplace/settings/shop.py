"""Every Oscar setting and the one list of Oscar apps that we replace."""

import oscar

# Oscar's label -> our AppConfig. INSTALLED_APPS is computed from this; tests assert that each replaced class is ours.
OVERRIDES = {
    "oscar.config.Shop": "marketplace.oscar_overrides.shop.apps.ShopConfig",
    "oscar.apps.catalogue.apps.CatalogueConfig": "catalogue.apps.CatalogueConfig",
    "oscar.apps.partner.apps.PartnerConfig": "marketplace.oscar_overrides.partner.apps.PartnerConfig",
    "oscar.apps.basket.apps.BasketConfig": "marketplace.oscar_overrides.basket.apps.BasketConfig",
    "oscar.apps.checkout.apps.CheckoutConfig": "marketplace.checkout.apps.CheckoutConfig",
    "oscar.apps.customer.apps.CustomerConfig": "marketplace.oscar_overrides.customer.apps.CustomerConfig",
    "oscar.apps.offer.apps.OfferConfig": "marketplace.oscar_overrides.offer.apps.OfferConfig",
    "oscar.apps.order.apps.OrderConfig": "marketplace.oscar_overrides.order.apps.OrderConfig",
    "oscar.apps.search.apps.SearchConfig": "marketplace.oscar_overrides.search.apps.SearchConfig",
    "oscar.apps.dashboard.apps.DashboardConfig": "marketplace.oscar_overrides.dashboard.apps.DashboardConfig",
}
# haystack stays a package that Oscar imports, never an app: its simple engine shows empty pages and re-indexes on save.
# flatpages stays because Oscar's dashboard imports its model.
OSCAR_APPS = [OVERRIDES.get(app, app) for app in oscar.INSTALLED_APPS if app != "haystack"]

# Replaced apps keep Oscar's own migrations: behaviour is replaced, columns never are.
MIGRATION_MODULES = {
    label: f"oscar.apps.{label}.migrations"
    for label in ("catalogue", "partner", "basket", "customer", "offer", "order")
}

OSCAR_SHOP_TAGLINE = ""
OSCAR_HOMEPAGE = "/shop/"
OSCAR_DEFAULT_CURRENCY = "VND"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_HIDDEN_FEATURES = ["reviews", "wishlists"]
OSCAR_SLUG_MAP = {"đ": "d", "Đ": "D"}
OSCAR_SLUG_ALLOW_UNICODE = False
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1", "line4", "state", "country")
OSCAR_PRODUCTS_PER_PAGE = 24
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 999
OSCAR_THUMBNAILER = "catalogue.pictures.thumbnailing.Thumbnailer"
OSCAR_THUMBNAIL_DEBUG = False
OSCAR_IMAGE_FOLDER = "products/%Y/%m/"
OSCAR_MISSING_IMAGE_URL = "image_not_found.jpg"
OSCAR_OFFER_ROUNDING_FUNCTION = "marketplace.money.round_down_to_dong"
OSCAR_BASKET_COOKIE_LIFETIME = 30 * 24 * 3600
OSCAR_RECENTLY_VIEWED_PRODUCTS = 0
OSCAR_INITIAL_ORDER_STATUS = "pending_payment"
OSCAR_INITIAL_LINE_STATUS = "pending_payment"
OSCAR_ORDER_STATUS_PIPELINE = {
    "pending_payment": ("confirmed", "expired", "cancelled"),
    "confirmed": ("completed", "cancelled"),
    "completed": (),
    "expired": ("confirmed",),
    "cancelled": (),
}
OSCAR_LINE_STATUS_PIPELINE = OSCAR_ORDER_STATUS_PIPELINE
OSCAR_SEND_REGISTRATION_EMAIL = False
OSCAR_SAVE_SENT_EMAILS_TO_DB = False
OSCAR_GOOGLE_ANALYTICS_ID = None
