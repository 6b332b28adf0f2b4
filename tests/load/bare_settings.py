"""What our pages are measured against: the same apps and server, no middleware, three minimal views (tests.load.bare)."""

from tests.load.shop_settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "tests.load.bare"
