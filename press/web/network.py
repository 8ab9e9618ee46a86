"""Where a request comes from, as far as limits are concerned: an IPv4 address, or the /64 that an IPv6 home has."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """Return the sender's network. A proxy's word counts only when TRUSTED_PROXIES names the proxy."""
    asker = _address(request.META.get("REMOTE_ADDR", ""))
    if asker is None or not _is_trusted(asker):
        return _network(asker)
    # The rightmost address that no proxy of ours has is the last one that was seen, not merely said.
    for said in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        address = _address(said)
        if address is None:
            break
        asker = address
        if not _is_trusted(address):
            break
    return _network(asker)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _network(address: IPv4Address | IPv6Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address) if address else "unknown"
