"""Which network an address belongs to, for limits of rate.

Owns: what counts as one place.
"""

import ipaddress

# What a provider gives one customer, who can take a new address out of it for each request (security, 44).
IPV6_PREFIX_BITS = 64


def network_of(address: str) -> str:
    """What counts as one place: an IPv4 address, or the /64 that one customer of a provider has for himself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((int(parsed), IPV6_PREFIX_BITS), strict=False))
    return str(parsed)
