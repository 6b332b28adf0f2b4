"""The papers of a seller, below /selling/<seller>/papers/."""

from django.urls import path

from . import account_views, checklist_views, file_views, identity_views, paper_views, pickup_views

urlpatterns = [
    path("papers/", checklist_views.ChecklistView.as_view(), name="papers"),
    path("papers/open/", checklist_views.AskToOpenView.as_view(), name="ask_to_open"),
    path("papers/identity/", identity_views.IdentityView.as_view(), name="identity"),
    path("papers/account/", account_views.AccountView.as_view(), name="bank_account"),
    path("papers/account/code/", account_views.CodeView.as_view(), name="bank_account_code"),
    path("papers/pickup/", pickup_views.PickupView.as_view(), name="pickup"),
    path("papers/send/<slug:code>/", paper_views.PaperView.as_view(), name="paper"),
    path("papers/send/<slug:code>/<int:product>/", paper_views.PaperView.as_view(), name="paper_of_product"),
    path("papers/take-back/<int:pk>/", paper_views.TakeBackView.as_view(), name="take_back_paper"),
    path("papers/file/<int:pk>/", file_views.FileView.as_view(), name="paper_file"),
]
