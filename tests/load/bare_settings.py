"""What our pages are measured against: the same apps and server, no middleware, three minimal views (tests.load.bare)."""

from tests.load.shop_settings import *  # noqa: F403
from tests.load.shop_settings import INSTALLED_APPS

# allauth refuses to start without its middleware.
REPLACED = {
    "allauth.account": "tests.load.stock_apps.AccountModels",
    "allauth.mfa": "tests.load.stock_apps.SecondFactorModels",
}
INSTALLED_APPS = [REPLACED.get(app, app) for app in INSTALLED_APPS]
MIDDLEWARE = []
ROOT_URLCONF = "tests.load.bare"
