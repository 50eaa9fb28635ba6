"""Which addresses we never connect to: an explicit list of ranges, and the operator's exact exceptions.

The ranges are listed by hand because `ipaddress.is_global` and `is_private` are both wrong for NAT64, 6to4, Teredo,
CGNAT, multicast and IPv4-compatible addresses. They come from the IANA special-purpose registries (RFC 6890 and its
updates). Nothing here resolves names or opens sockets; `alerts.http` asks at connect.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

IP: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

FORBIDDEN_V4: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "carrier-grade NAT"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "a cloud platform's own service"),
    ("169.254.0.0/16", "link-local, cloud metadata"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "AMT relays"),
    ("192.88.99.0/24", "6to4 relays"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved, broadcast"),
)

# The first range that holds an address gives the reason; the last three leave only global unicast, 2000::/3.
FORBIDDEN_V6: tuple[tuple[str, str], ...] = (
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::/96", "IPv4-compatible"),
    ("::ffff:0:0:0/96", "IPv4-translated"),
    ("64:ff9b:1::/48", "NAT64 of a local network"),
    ("100::/64", "discard-only"),
    ("2001::/32", "a Teredo tunnel"),
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "a 6to4 tunnel"),
    ("2620:4f:8000::/48", "AS112"),
    ("3ffe::/16", "the former 6bone"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "unique local"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
    ("::/3", "not global unicast"),
    ("4000::/2", "not global unicast"),
    ("8000::/1", "not global unicast"),
)

MAPPED = IPv6Network("::ffff:0:0/96")  # the system connects to the IPv4 address itself
NAT64 = IPv6Network("64:ff9b::/96")  # a gateway does (RFC 6052)

NARROWEST_EXCEPTION = {4: 8, 6: 16}  # an exception wider than this would switch the guard off


_Range: TypeAlias = tuple[int, int, str]


def _ranges(table: tuple[tuple[str, str], ...]) -> tuple[_Range, ...]:
    networks = [(ip_network(cidr), why) for cidr, why in table]
    return tuple((int(net.network_address), int(net.broadcast_address), f"{why} ({net})") for net, why in networks)


def _range_reason(ranges: tuple[_Range, ...], number: int) -> str | None:
    return next((why for first, last, why in ranges if first <= number <= last), None)


_V4 = _ranges(FORBIDDEN_V4)
_V6 = _ranges(FORBIDDEN_V6)


@lru_cache(maxsize=4_096)  # publishers have few addresses, and each connection asks
def forbidden_reason(address: str) -> str | None:
    """Say why an address is never connected to, None where it is an ordinary public one.

    Only the canonical spelling of an address passes: "127.1", "2130706433" and names are no addresses.
    """
    ip = _parsed(address)
    return f"{address!r} is no IP address" if ip is None else _reason(ip)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Public addresses, and the private ranges that the operator names exactly, like "127.0.0.0/8".

    Raises ValueError, naming the range, for one that is no exact CIDR or is too wide to mean anything.
    """

    allowed: tuple[str, ...] = ()
    _networks: tuple[Network, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_networks", tuple(_exact_network(cidr) for cidr in self.allowed))

    def refusal(self, ip: str) -> str | None:
        """Say why we do not connect to an address, None where we may."""
        reason = forbidden_reason(ip)
        if reason is None or not self._networks:
            return reason
        parsed = _parsed(ip)
        return None if parsed is not None and self._excepts(parsed) else reason

    def _excepts(self, ip: IP) -> bool:
        real = ip.ipv4_mapped or ip if isinstance(ip, IPv6Address) else ip
        return any(real.version == network.version and real in network for network in self._networks)


def _reason(ip: IP) -> str | None:
    if isinstance(ip, IPv4Address):
        return _range_reason(_V4, int(ip))
    carried = _carried(ip)
    if carried is None:
        return _range_reason(_V6, int(ip))
    reason = _range_reason(_V4, int(carried))
    return None if reason is None else f"it carries {carried}: {reason}"


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that a connection really goes to; tunnels that nobody runs any more are forbidden whole."""
    if ip in MAPPED or ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None


def _parsed(address: str) -> IP | None:
    try:
        return ip_address(address)
    except ValueError:
        return None


def _exact_network(cidr: str) -> Network:
    try:
        network = ip_network(cidr)
    except ValueError as error:
        raise ValueError(f'{cidr!r} is no exact range of addresses ({error}); write one like "127.0.0.0/8"') from error
    if network.prefixlen < NARROWEST_EXCEPTION[network.version]:
        raise ValueError(f"{cidr!r} is too wide: it would let everything through; name the hosts you mean")
    return network
