from django.urls import path

from . import views

app_name = "sellers"
urlpatterns = [
    path("", views.seller_list, name="list"),
    path("<slug:slug>/", views.seller, name="seller"),
]
