"""The shop page of a seller, below /selling/<seller>/shop/: one question a screen."""

from django.urls import path

from marketplace.printing.tasted import Size

from . import phone_views, questions, taking, views

urlpatterns = [
    path("shop/", views.ShopPageView.as_view(), name="shop_page"),
    path("shop/words/", questions.WordsView.as_view(), name="shop_words"),
    path("shop/maker/", questions.MakerView.as_view(), name="shop_maker"),
    path("shop/picture/", questions.PictureView.as_view(), name="shop_picture"),
    path("shop/picture/remove/", questions.RemovePictureView.as_view(), name="shop_picture_remove"),
    path("shop/place/", questions.PlaceView.as_view(), name="shop_place"),
    path("shop/sending/", questions.SendingView.as_view(), name="shop_sending"),
    path("shop/pickup/", questions.PickupView.as_view(), name="shop_pickup"),
    path("shop/deputy/", questions.DeputyView.as_view(), name="shop_deputy"),
    path("shop/phone/", phone_views.PhoneView.as_view(), name="shop_phone"),
    path("shop/phone/code/", phone_views.PhoneCodeView.as_view(), name="shop_phone_code"),
    path("shop/name/", questions.NameView.as_view(), name="shop_name"),
    path("shop/pause/", questions.PauseView.as_view(), name="shop_pause"),
    path("shop/open/", questions.OpenView.as_view(), name="shop_open"),
    path("shop/poster.pdf", taking.PosterView.as_view(), name="shop_poster"),
    path("shop/tasted-a4.pdf", taking.TastedView.as_view(size=Size.A4), name="shop_tasted"),
    path("shop/tasted-card.pdf", taking.TastedView.as_view(size=Size.CARD), name="shop_tasted_card"),
    path("shop/data/", taking.DataView.as_view(), name="shop_data"),
    path("shop/data.zip", taking.DataFileView.as_view(), name="shop_data_file"),
]
