from django.urls import path

from . import views

app_name = "listing"
urlpatterns = [
    path("shop/search/suggest/", views.suggestions, name="suggestions"),
    path("ranking/", views.ranking, name="ranking"),
]
