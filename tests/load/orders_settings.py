"""The shop as it places orders under load: messages are stored with the order and left to the background."""

from tests.load.shop_settings import *  # noqa: F403

NOTIFY_DELIVER_INLINE = False
PAYMENT_PROVIDERS = ["marketplace.payments.cod.CashOnDelivery"]
