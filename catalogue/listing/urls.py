from django.urls import path

from catalogue import age

from . import views

app_name = "listing"
urlpatterns = [
    path("shop/search/suggest/", views.suggestions, name="suggestions"),
    path("shop/age/", age.confirm, name="age"),
    path("ranking/", views.ranking, name="ranking"),
]
