"""Where Stripe calls."""

from django.urls import path

from donations.stripe.views import webhook

urlpatterns = [path("webhook/", webhook, name="stripe_webhook")]
