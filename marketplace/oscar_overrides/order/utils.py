"""Order numbers that nobody can guess (Oscar counts 100000 + basket), and lines that name their pack."""

from oscar.apps.order import utils as oscar_utils
from oscar.core.loading import get_model

from marketplace.fulfilment.order_codes import new_code
from marketplace.fulfilment.settling import title_of


class OrderNumberGenerator:
    def order_number(self, basket=None) -> str:
        """A number that no order has yet."""
        orders = get_model("order", "Order").objects
        while orders.filter(number=(number := new_code())).exists():
            pass
        return number


class OrderCreator(oscar_utils.OrderCreator):
    def create_line_models(self, order, basket_line, extra_line_fields=None):
        title = title_of(basket_line, language="vi")[:255]
        line = super().create_line_models(order, basket_line, {"title": title, **(extra_line_fields or {})})
        basket_line.order_line = line  # whoever goes on with the basket need not look it up
        return line
