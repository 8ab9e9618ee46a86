"""Addresses of a donor's own pages, below /donate/manage/."""

from django.urls import path

from donations.manage import views

urlpatterns = [
    path("", views.ask, name="manage"),
    path("<str:secret>/", views.own_page, name="own_page"),
    path("<str:secret>/leave/", views.leave, name="leave"),
    path("<str:secret>/card/", views.new_card, name="new_card"),
    path("<str:secret>/card/given/", views.card_given, name="card_given"),
    path("<str:secret>/plans/<int:plan_id>/amount/", views.change_amount, name="change_amount"),
    path("<str:secret>/plans/<int:plan_id>/<slug:verb>/", views.change_plan, name="change_plan"),
    path("<str:secret>/receipts/<int:receipt_id>/", views.receipt, name="own_receipt"),
    path("<str:secret>/years/<int:number>/", views.year, name="own_year"),
]
