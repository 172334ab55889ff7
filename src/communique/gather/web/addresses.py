"""Which addresses of the network may be connected to, and what a name resolves to.

A URL may come from a stranger: a feed's link, or a redirect. None may lead to this machine or its own network.
"""

from __future__ import annotations

import ipaddress
import socket
import threading

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in the last 32 bits (RFC 6052)


class UnknownHostError(Exception):
    """A name has no address, or the resolver gave none in time. The message says which."""


class PrivateAddressError(Exception):
    """A name leads to an address that is not public."""


def is_public(address: str) -> bool:
    """Whether this IP address is one of the public network, whichever form an IPv4 address is wrapped in."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def addresses_of(host: str, port: int, *, private: bool, seconds: float) -> list[str]:
    """The addresses that `host` has now, in the resolver's order.

    Raises UnknownHostError where there are none within `seconds`, and PrivateAddressError where one of them, whichever,
    is not public and `private` is not set: a name with both kinds is a trap.
    """
    found = _resolved(host, port, seconds)
    if not private:
        for address in found:
            if not is_public(address):
                at = "" if address == host else f"at {address}, which is "
                raise PrivateAddressError(f"{host} is {at}no public address")
    return found


def _resolved(host: str, port: int, seconds: float) -> list[str]:
    answer: list[str] = []
    problem: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            problem.append(str(error))

    # The resolver of the system knows no limit of time, so it is asked in a thread that can be left behind.
    asker = threading.Thread(target=ask, daemon=True)
    asker.start()
    asker.join(seconds)
    if asker.is_alive():
        raise UnknownHostError(f"the name {host} was not resolved in {seconds:.0f} seconds")
    if not answer:
        raise UnknownHostError(f"the name {host} has no address ({problem[0] if problem else 'none was given'})")
    return answer
