"""Addresses of orders after they are placed, below /shop/orders/."""

from django.urls import path

from . import money_back_views, order_views, pay_views

app_name = "orders"
urlpatterns = [
    path("", order_views.FindOrderView.as_view(), name="find"),
    path("<str:number>/", order_views.OrderView.as_view(), name="order"),
    path("<str:number>/pay/", pay_views.PayView.as_view(), name="pay"),
    path("<str:number>/pay/look/", pay_views.LookView.as_view(), name="look"),
    path("<str:number>/pay/qr.<str:kind>", pay_views.QrView.as_view(), name="qr"),
    path("<str:number>/money-back/<uuid:uuid>/", money_back_views.RefundAccountView.as_view(), name="refund_account"),
    path("<str:number>/return/<str:parcel>/", money_back_views.ReturnView.as_view(), name="return"),
    path("<str:number>/voucher/<str:parcel>.pdf", order_views.VoucherView.as_view(), name="voucher"),
    path("<str:number>/cancel/", order_views.CancelView.as_view(), name="cancel"),
]
