"""Which request does what, and which parameters the package declares for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stripe import params as declared
from stripe.params import billing_portal, checkout, radar

from donations.sandbox import (
    billing,
    changes,
    customers,
    disputes,
    endpoints,
    intents,
    invoices,
    listing,
    methods,
    portal,
    prices,
    queries,
    refunds,
    sessions,
    subscriptions,
)
from donations.sandbox.errors import Refused, not_in_the_sandbox
from donations.sandbox.store import Thing
from donations.sandbox.world import World

Given = dict[str, Any]
Handler = Callable[..., Thing]


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    params: type
    handler: Handler

    def match(self, method: str, path: str) -> tuple[str, ...] | None:
        """Return the ids in a path that is this route's."""
        if method != self.method:
            return None
        found = re.fullmatch(re.sub(r"<\w+>", r"([A-Za-z0-9_]+)", self.path), path)
        return found.groups() if found else None


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    for route in ROUTES:
        numbers = route.match(method, path)
        if numbers is not None:
            return route, numbers
    raise Refused(
        f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help at "
        "https://support.stripe.com/. (It may also be that the sandbox does not know it.)",
        status=404,
    )


def _retrieve(kind: str) -> Handler:
    return lambda world, _given, number: world.get(kind, number)


def _on(kind: str, deed: Callable[[World, Thing, Given], Thing]) -> Handler:
    """Return a handler that finds the thing and does this with what was given."""
    return lambda world, given, number: deed(world, world.get(kind, number), given)


def _make_intent(world: World, given: Given) -> Thing:
    plain = {"customer", "description", "metadata", "receipt_email", "setup_future_usage", "statement_descriptor"}
    plain |= {"statement_descriptor_suffix", "transfer_group"}
    if (
        unknown := set(given)
        - plain
        - {
            *(
                "amount",
                "currency",
                "confirm",
                "payment_method",
                "automatic_payment_methods",
                "off_session",
                "return_url",
            ),
        }
    ):
        raise not_in_the_sandbox(f"payment intents with {', '.join(sorted(unknown))}.")
    if number := given.get("customer"):
        world.get("customer", number, param="customer", mentioned=True)
    fields = {name: given[name] for name in plain & set(given)}
    automatic = given.get("automatic_payment_methods") or {"enabled": True}
    fields["automatic_payment_methods"] = {"allow_redirects": "always"} | automatic
    intent = intents.make(world, given["amount"], given["currency"], **fields)
    if given.get("confirm"):
        return _confirm_intent(world, intent, given)
    if number := given.get("payment_method"):
        method = methods.named(world, number)
        world.change(intent, payment_method=method["id"], status="requires_confirmation")
    return intent


def _confirm_intent(world: World, intent: Thing, given: Given) -> Thing:
    number = given.get("payment_method") or intent["payment_method"]
    if not number:
        raise Refused(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
        )
    if intents.attempt(world, intent, methods.named(world, number)) == "requires_payment_method":
        raise intents.error_of(intent)
    return intent


def _attach(world: World, method: Thing, given: Given) -> Thing:
    customer = world.get("customer", given["customer"], param="customer", mentioned=True)
    methods.attach(world, method, customer)
    return method


def _attach_named(world: World, given: Given, number: str) -> Thing:
    return _attach(world, methods.named(world, number), given)


def _detach(world: World, method: Thing, _given: Given) -> Thing:
    methods.detach(world, method)
    return method


def _cancel(world: World, subscription: Thing, given: Given) -> Thing:
    if given.get("prorate") or given.get("invoice_now"):
        raise not_in_the_sandbox("ending a subscription with a last invoice.")
    return subscriptions.cancel(
        world, subscription, reason="cancellation_requested", details=given.get("cancellation_details")
    )


def _pay_invoice(world: World, invoice: Thing, given: Given) -> Thing:
    if invoice["status"] not in {"draft", "open", "uncollectible"}:
        raise Refused(f"Invoice is already {invoice['status']}.", code="invoice_not_payable")
    method = methods.named(world, given["payment_method"]) if "payment_method" in given else None
    if billing.collect(world, invoice, method=method) == "requires_payment_method":
        refused = Refused("Your card was declined.", status=402, kind="card_error", code="card_declined")
        refused.error["decline_code"] = "generic_decline"
        raise refused
    return world.get("invoice", invoice["id"])


def _finalise_invoice(world: World, invoice: Thing, _given: Given) -> Thing:
    if invoice["status"] != "draft":
        raise Refused("This invoice is already finalized, you can't re-finalize a non-draft invoice.")
    invoices.finalise(world, invoice)
    return invoice


def _update_charge(world: World, charge: Thing, given: Given) -> Thing:
    if unknown := set(given) - {"metadata", "description", "receipt_email"}:
        raise not_in_the_sandbox(f"changing {', '.join(sorted(unknown))} of a charge.")
    changes = {**given, "metadata": customers.merged(charge["metadata"], given.get("metadata", {}))}
    before = world.change(charge, **changes)
    if before:
        world.tell("charge.updated", charge, before)
    return charge


def _delete_customer(world: World, customer: Thing, _given: Given) -> Thing:
    for subscription in world.store.each("subscription", customer=customer["id"]):
        if subscription["status"] not in subscriptions.ENDED:
            subscriptions.cancel(world, subscription, reason="cancellation_requested")
    for method in world.store.each("payment_method", customer=customer["id"]):
        methods.detach(world, method)
    world.tell("customer.deleted", customer)
    gone = {"id": customer["id"], "object": "customer", "deleted": True}
    world.store.put(gone)  # it can still be asked for, and says only this
    return gone


def _line_items(_world: World, session: Thing, given: Given) -> Thing:
    return listing.cut(session["_lines"], given, f"/v1/checkout/sessions/{session['id']}/line_items")


def _invoice_lines(_world: World, invoice: Thing, given: Given) -> Thing:
    return listing.cut(invoice["lines"]["data"], given, f"/v1/invoices/{invoice['id']}/lines")


ROUTES = (
    Route("GET", "/v1/customers", declared.CustomerListParams, queries.customers),
    Route("POST", "/v1/customers", declared.CustomerCreateParams, customers.make),
    Route("GET", "/v1/customers/<id>", declared.CustomerRetrieveParams, queries.customer),
    Route("POST", "/v1/customers/<id>", declared.CustomerUpdateParams, _on("customer", customers.update)),
    Route("DELETE", "/v1/customers/<id>", declared.CustomerDeleteParams, _on("customer", _delete_customer)),
    Route(
        *("GET", "/v1/customers/<id>/payment_methods", declared.CustomerPaymentMethodListParams),
        queries.methods_of_customer,
    ),
    Route("GET", "/v1/payment_methods", declared.PaymentMethodListParams, queries.methods),
    Route("GET", "/v1/payment_methods/<id>", declared.PaymentMethodRetrieveParams, _retrieve("payment_method")),
    Route("POST", "/v1/payment_methods/<id>/attach", declared.PaymentMethodAttachParams, _attach_named),
    Route(
        *("POST", "/v1/payment_methods/<id>/detach", declared.PaymentMethodDetachParams),
        _on("payment_method", _detach),
    ),
    Route("GET", "/v1/checkout/sessions", checkout.SessionListParams, queries.sessions),
    Route("POST", "/v1/checkout/sessions", checkout.SessionCreateParams, sessions.make),
    Route("GET", "/v1/checkout/sessions/<id>", checkout.SessionRetrieveParams, _retrieve("checkout.session")),
    Route(
        *("POST", "/v1/checkout/sessions/<id>/expire", checkout.SessionExpireParams),
        _on("checkout.session", lambda world, session, _given: sessions.expire(world, session)),
    ),
    Route(
        *("GET", "/v1/checkout/sessions/<id>/line_items", checkout.SessionListLineItemsParams),
        _on("checkout.session", _line_items),
    ),
    Route("GET", "/v1/payment_intents", declared.PaymentIntentListParams, queries.intents),
    Route("POST", "/v1/payment_intents", declared.PaymentIntentCreateParams, _make_intent),
    Route("GET", "/v1/payment_intents/<id>", declared.PaymentIntentRetrieveParams, _retrieve("payment_intent")),
    Route(
        *("POST", "/v1/payment_intents/<id>/confirm", declared.PaymentIntentConfirmParams),
        _on("payment_intent", _confirm_intent),
    ),
    Route(
        *("POST", "/v1/payment_intents/<id>/cancel", declared.PaymentIntentCancelParams),
        _on(
            "payment_intent",
            lambda world, intent, given: intents.cancel(world, intent, given.get("cancellation_reason")),
        ),
    ),
    Route("GET", "/v1/charges", declared.ChargeListParams, queries.charges),
    Route("GET", "/v1/charges/<id>", declared.ChargeRetrieveParams, _retrieve("charge")),
    Route("POST", "/v1/charges/<id>", declared.ChargeUpdateParams, _on("charge", _update_charge)),
    Route("GET", "/v1/refunds", declared.RefundListParams, queries.refunds),
    Route("POST", "/v1/refunds", declared.RefundCreateParams, refunds.make),
    Route("GET", "/v1/refunds/<id>", declared.RefundRetrieveParams, _retrieve("refund")),
    Route("POST", "/v1/refunds/<id>", declared.RefundUpdateParams, _on("refund", refunds.update)),
    Route("GET", "/v1/disputes", declared.DisputeListParams, queries.disputes),
    Route("GET", "/v1/disputes/<id>", declared.DisputeRetrieveParams, _retrieve("dispute")),
    Route("POST", "/v1/disputes/<id>", declared.DisputeUpdateParams, _on("dispute", disputes.update)),
    Route(
        *("POST", "/v1/disputes/<id>/close", declared.DisputeCloseParams),
        _on("dispute", lambda world, dispute, _given: disputes.close(world, dispute, won=False)),
    ),
    Route("GET", "/v1/balance_transactions", declared.BalanceTransactionListParams, queries.balance_transactions),
    Route(
        *("GET", "/v1/balance_transactions/<id>", declared.BalanceTransactionRetrieveParams),
        _retrieve("balance_transaction"),
    ),
    Route("GET", "/v1/radar/early_fraud_warnings", radar.EarlyFraudWarningListParams, queries.warnings),
    Route(
        *("GET", "/v1/radar/early_fraud_warnings/<id>", radar.EarlyFraudWarningRetrieveParams),
        _retrieve("radar.early_fraud_warning"),
    ),
    Route("GET", "/v1/payouts", declared.PayoutListParams, queries.payouts),
    Route("GET", "/v1/payouts/<id>", declared.PayoutRetrieveParams, _retrieve("payout")),
    Route("GET", "/v1/products", declared.ProductListParams, queries.products),
    Route("POST", "/v1/products", declared.ProductCreateParams, prices.product),
    Route("GET", "/v1/products/<id>", declared.ProductRetrieveParams, _retrieve("product")),
    Route("GET", "/v1/prices", declared.PriceListParams, queries.prices),
    Route("POST", "/v1/prices", declared.PriceCreateParams, prices.make),
    Route("GET", "/v1/prices/<id>", declared.PriceRetrieveParams, _retrieve("price")),
    Route("GET", "/v1/subscriptions", declared.SubscriptionListParams, queries.subscriptions),
    Route("GET", "/v1/subscriptions/<id>", declared.SubscriptionRetrieveParams, _retrieve("subscription")),
    Route(
        *("POST", "/v1/subscriptions/<id>", declared.SubscriptionUpdateParams),
        _on("subscription", changes.update),
    ),
    Route("DELETE", "/v1/subscriptions/<id>", declared.SubscriptionCancelParams, _on("subscription", _cancel)),
    Route("GET", "/v1/invoices", declared.InvoiceListParams, queries.invoices),
    Route("GET", "/v1/invoices/<id>", declared.InvoiceRetrieveParams, _retrieve("invoice")),
    Route("GET", "/v1/invoices/<id>/lines", declared.InvoiceLineItemListParams, _on("invoice", _invoice_lines)),
    Route("POST", "/v1/invoices/<id>/pay", declared.InvoicePayParams, _on("invoice", _pay_invoice)),
    Route(
        *("POST", "/v1/invoices/<id>/finalize", declared.InvoiceFinalizeInvoiceParams),
        _on("invoice", _finalise_invoice),
    ),
    Route(
        *("POST", "/v1/invoices/<id>/void", declared.InvoiceVoidInvoiceParams),
        _on("invoice", lambda world, invoice, _given: invoices.void(world, invoice)),
    ),
    Route("GET", "/v1/invoice_payments", declared.InvoicePaymentListParams, queries.invoice_payments),
    Route("GET", "/v1/invoice_payments/<id>", declared.InvoicePaymentRetrieveParams, _retrieve("invoice_payment")),
    Route("GET", "/v1/setup_intents", declared.SetupIntentListParams, queries.setup_intents),
    Route("GET", "/v1/setup_intents/<id>", declared.SetupIntentRetrieveParams, _retrieve("setup_intent")),
    Route("POST", "/v1/billing_portal/sessions", billing_portal.SessionCreateParams, portal.make),
    Route("GET", "/v1/events", declared.EventListParams, queries.events),
    Route("GET", "/v1/events/<id>", declared.EventRetrieveParams, queries.event),
    Route("GET", "/v1/webhook_endpoints", declared.WebhookEndpointListParams, queries.endpoints),
    Route("POST", "/v1/webhook_endpoints", declared.WebhookEndpointCreateParams, endpoints.make),
    Route("GET", "/v1/webhook_endpoints/<id>", declared.WebhookEndpointRetrieveParams, queries.endpoint),
    Route(
        *("POST", "/v1/webhook_endpoints/<id>", declared.WebhookEndpointUpdateParams),
        _on("webhook_endpoint", endpoints.update),
    ),
    Route(
        *("DELETE", "/v1/webhook_endpoints/<id>", declared.WebhookEndpointDeleteParams),
        _on("webhook_endpoint", endpoints.remove),
    ),
)
