"""Addresses of this room of the workspace."""

from django.urls import path

from . import act_views, offer_views, section_views, views

ONE = "products/<int:pk>/"

urlpatterns = [
    path("products/", views.ProductsView.as_view(), name="products"),
    path("products/add/", views.NewProductView.as_view(), name="product_new"),
    path(ONE, views.ProductView.as_view(), name="product"),
    path(ONE + "preview/", views.PreviewView.as_view(), name="product_preview"),
    path(ONE + "pictures/", section_views.PicturesView.as_view(), name="product_pictures"),
    path(
        ONE + "pictures/<int:picture>/first/",
        section_views.PictureActView.as_view(),
        {"act": "first"},
        name="product_picture_first",
    ),
    path(
        ONE + "pictures/<int:picture>/remove/",
        section_views.PictureActView.as_view(),
        {"act": "remove"},
        name="product_picture_remove",
    ),
    path(ONE + "price/", offer_views.PriceView.as_view(), name="product_price"),
    path(ONE + "stock/", offer_views.StockView.as_view(), name="product_stock"),
    path(ONE + "packs/", offer_views.PacksView.as_view(), name="product_packs"),
    path(ONE + "packs/<int:pack>/remove/", offer_views.PackRemoveView.as_view(), name="product_pack_remove"),
    path(ONE + "send/", act_views.SendView.as_view(), name="product_send"),
    path(ONE + "take-back/", act_views.TakeBackView.as_view(), name="product_take_back"),
    path(ONE + "copy/", act_views.CopyView.as_view(), name="product_copy"),
    path(ONE + "pause/", act_views.PauseView.as_view(), name="product_pause"),
    path(ONE + "resume/", act_views.ResumeView.as_view(), name="product_resume"),
    path(ONE + "remove/", act_views.RemoveView.as_view(), name="product_remove"),
    path(ONE + "<slug:section>/", section_views.SectionView.as_view(), name="product_section"),
]
