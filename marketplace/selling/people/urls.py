"""Addresses of helpers and member households, below a seller's name."""

from django.urls import path

from . import member_views, views

urlpatterns = [
    path("people/", views.PeopleView.as_view(), name="people"),
    path("people/ask/", views.AskView.as_view(), name="ask_helper"),
    path("people/changes/", views.ChangesView.as_view(), name="changes"),
    path("people/<int:pk>/", views.HelperView.as_view(), name="helper"),
    path("people/<int:pk>/end/", views.EndView.as_view(), name="end_helper"),
    path("members/", member_views.MembersView.as_view(), name="members"),
    path("members/new/", member_views.NewMemberView.as_view(), name="new_member"),
    path("members/<int:pk>/", member_views.MemberView.as_view(), name="member_of"),
    path("members/<int:pk>/makes/", member_views.MemberGoodsView.as_view(), name="member_makes"),
    path("members/<int:pk>/invite/", member_views.InviteMemberView.as_view(), name="invite_member"),
    path("members/<int:pk>/leave/", member_views.LeaveMemberView.as_view(), name="leave_member"),
]
