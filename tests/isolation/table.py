"""What every address of sellers is: for whom, which things its numbers name, and why it may stay open when the shop is stopped.

An address that is missing here, and a row without an address, make test_walk.py fail.
"""

from dataclasses import dataclass, field

from sellers.helping.models import Scope

OWNERS = None  # no helper may, whatever was agreed
GOODS, ORDERS, PAPERS, SHOP, MONEY = Scope.PRODUCTS, Scope.ORDERS, Scope.PAPERS, Scope.SHOP, Scope.MONEY

LOOKING = "looking changes nothing, and a stopped seller must see what is said of the shop"
MENDING = "papers are mended while the shop is stopped: it is the way back"
FINISHING = "buyers who paid before the shop was stopped get their parcels"
EARNED = "what was earned is theirs"
DATA = "a blocked seller takes their data for three years (rules 9, E-24)"
PEOPLE = "a consent can be ended at any time"


@dataclass(frozen=True)
class Own:
    """An address of one seller. `ids`: name in the address -> kind of thing in market.Side.ids.

    `stays_open`: the reason why a stopped shop may still use it. `control`: how the owner proves that the walk knocks at
    a real door: "get", or "post" for buttons, with what is sent; "paused" and "accepted" need such a shop, such an order.
    """

    scope: str | None
    ids: dict = field(default_factory=dict)
    stays_open: str = ""
    control: str = "get"
    sends: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Elsewhere:
    """An address without a seller in it. `how` names the test that proves it; `why` in words."""

    how: str
    why: str = ""


def button(scope, ids=None, sends=None, stays_open=""):
    return Own(scope, ids or {}, stays_open, "post", sends or {})


ONE_PRODUCT = {"pk": "product"}
ONE_ORDER = {"number": "parcel_number"}

OWN = {
    "selling:today": Own(ORDERS, stays_open=LOOKING),
    # Products
    "selling:products": Own(GOODS, stays_open=LOOKING),
    "selling:product": Own(GOODS, ONE_PRODUCT, stays_open=LOOKING),
    "selling:product_preview": Own(GOODS, ONE_PRODUCT, stays_open=LOOKING),
    "selling:product_new": Own(GOODS),
    "selling:product_section": Own(GOODS, ONE_PRODUCT | {"section": "section"}),
    "selling:product_pictures": Own(GOODS, ONE_PRODUCT),
    "selling:product_picture_first": button(GOODS, ONE_PRODUCT | {"picture": "image"}),
    "selling:product_picture_remove": button(GOODS, ONE_PRODUCT | {"picture": "image"}),
    "selling:product_price": Own(GOODS, ONE_PRODUCT),
    "selling:product_stock": button(GOODS, ONE_PRODUCT, {"by": "1"}),
    "selling:product_packs": Own(GOODS, {"pk": "parent"}),
    "selling:product_pack_remove": button(GOODS, {"pk": "parent", "pack": "pack"}),
    "selling:product_send": button(GOODS, ONE_PRODUCT),
    "selling:product_take_back": button(GOODS, ONE_PRODUCT),
    "selling:product_copy": button(GOODS, ONE_PRODUCT),
    "selling:product_pause": Own(GOODS, ONE_PRODUCT),
    "selling:product_resume": button(GOODS, ONE_PRODUCT),
    "selling:product_remove": Own(GOODS, ONE_PRODUCT),
    "selling:product_list": Own(GOODS),
    "selling:product_list_template": Own(GOODS, {"kind": "format"}),
    "selling:product_list_preview": Own(GOODS, {"key": "list"}),
    # Orders
    "selling:orders": Own(ORDERS, stays_open=FINISHING),
    "selling:order": Own(ORDERS, ONE_ORDER, stays_open=FINISHING),
    **{
        f"selling:order_{name}": Own(ORDERS, ONE_ORDER, stays_open=FINISHING)
        for name in ("less", "cannot", "hand_over")
    },
    "selling:order_yes": button(ORDERS, ONE_ORDER, stays_open=FINISHING),
    "selling:order_step": Own(ORDERS, ONE_ORDER | {"step": "step"}, stays_open=FINISHING),
    **{
        f"selling:orders_{name}": Own(ORDERS, stays_open=FINISHING, control="accepted")
        for name in ("slips", "labels", "labels_a4")
    },
    # Visits
    "selling:visits": Own(GOODS, stays_open=LOOKING),
    "selling:visit": Own(GOODS, {"pk": "experience"}, stays_open=LOOKING),
    "selling:visit_kind": Own(GOODS),
    "selling:visit_new": Own(GOODS, {"kind": "kind_of_visit"}),
    "selling:visit_details": Own(GOODS, {"pk": "experience"}),
    "selling:visit_times": Own(GOODS, {"pk": "experience"}),
    "selling:visit_places": button(GOODS, {"slot": "slot"}, {"by": "1"}),
    "selling:visit_call_off": Own(ORDERS, {"slot": "slot"}, stays_open=FINISHING),
    "selling:visitors": Own(ORDERS, stays_open=FINISHING),
    "selling:visit_visitors": Own(ORDERS, {"slot": "slot"}, stays_open=FINISHING),
    "selling:visit_cannot": Own(ORDERS, {"slot": "slot", "visit": "visit"}, stays_open=FINISHING),
    "selling:visit_visitors_pdf": Own(ORDERS, {"slot": "slot"}, stays_open=FINISHING),
    "selling:visit_check_in": Own(ORDERS, stays_open=FINISHING),
    # The shop page
    "selling:shop_page": Own(SHOP, stays_open=LOOKING),
    **{
        f"selling:shop_{name}": Own(SHOP)
        for name in ("words", "maker", "picture", "place", "sending", "pickup", "name")
    },
    "selling:shop_pause": Own(SHOP),
    "selling:shop_poster": Own(SHOP),
    "selling:shop_tasted": Own(SHOP),
    "selling:shop_tasted_card": Own(SHOP),
    "selling:shop_deputy": Own(OWNERS),
    "selling:shop_phone": Own(OWNERS, stays_open=FINISHING),
    "selling:shop_phone_code": Own(OWNERS, stays_open=FINISHING),
    "selling:shop_picture_remove": button(SHOP),
    "selling:shop_open": Own(SHOP, control="paused"),
    "selling:shop_data": Own(OWNERS, stays_open=DATA),
    "selling:shop_data_file": Own(OWNERS, stays_open=DATA),
    # Papers
    "selling:papers": Own(PAPERS, stays_open=LOOKING),
    "selling:bank_account": Own(OWNERS, stays_open=MENDING),
    "selling:bank_account_code": Own(OWNERS, stays_open=MENDING),
    "selling:identity": Own(OWNERS, stays_open=MENDING),
    "selling:paper_file": Own(PAPERS, {"pk": "file"}, stays_open=LOOKING),
    "selling:ask_to_open": button(PAPERS),
    "selling:pickup": Own(PAPERS, stays_open=MENDING),
    "selling:paper": Own(PAPERS, {"code": "requirement_code"}, stays_open=MENDING),
    "selling:paper_of_product": Own(PAPERS, {"code": "product_requirement", "product": "product"}, stays_open=MENDING),
    "selling:take_back_paper": button(PAPERS, {"pk": "submission"}, stays_open=MENDING),
    # Helpers and members
    "selling:people": Own(OWNERS, stays_open=LOOKING),
    "selling:helper": Own(OWNERS, {"pk": "helper"}, stays_open=PEOPLE),
    "selling:end_helper": button(OWNERS, {"pk": "helper"}, stays_open=PEOPLE),
    "selling:ask_helper": Own(OWNERS),
    "selling:changes": Own(OWNERS, stays_open=LOOKING),
    "selling:members": Own(GOODS, stays_open=LOOKING),
    "selling:new_member": Own(GOODS),
    "selling:member_of": Own(GOODS, {"pk": "member"}),
    "selling:member_makes": button(GOODS, {"pk": "member"}),
    "selling:invite_member": button(GOODS, {"pk": "member"}),
    "selling:leave_member": button(GOODS, {"pk": "member"}),
    # Money
    "selling:money": Own(MONEY, stays_open=EARNED),
    # Joining
    "selling:join_product": Own(GOODS),
    "selling:join_preview": Own(GOODS, {"pk": "product"}, stays_open=LOOKING),
}

ELSEWHERE = {
    "selling:start": Elsewhere("anybody", "the list of one's own shops, or how to begin"),
    "selling:help": Elsewhere("anybody", "a wish for help needs no account"),
    "selling:help_thanks": Elsewhere("anybody"),
    "selling:join": Elsewhere("anybody", "what is needed before one begins"),
    "selling:join_phone": Elsewhere("anybody"),
    "selling:join_code": Elsewhere("anybody", "allauth's page for the code; without one it leads back"),
    "selling:join_who": Elsewhere("signed_in", "one's own answers"),
    "selling:join_for": Elsewhere("signed_in", "makes a shop for another, who agrees by a code"),
    "selling:join_for_code": Elsewhere("signed_in"),
    "selling:helping": Elsewhere("own_list", "whom one helps"),
    "selling:member": Elsewhere("own_list", "what a member household sees of its cooperative"),
    "selling:preview": Elsewhere("key", "a shared link of a product"),
    "answering:answer": Elsewhere("key", "the link in a message answers one parcel"),
    "answering:less": Elsewhere("key"),
    "answering:not_now": Elsewhere("key"),
    "money:money": Elsewhere("own_money", "a seller's own statements"),
    "money:payout": Elsewhere("own_money"),
    "money:payout_pdf": Elsewhere("own_money"),
    "money:month": Elsewhere("own_money"),
    "money:month_pdf": Elsewhere("own_money"),
}
