"""The check of an address before a connection to it; who is asked for addresses is `alerts.http_names`' matter."""

import socket
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from alerts.addresses import AddressPolicy
from alerts.errors import ForbiddenAddress

AddrInfo: TypeAlias = tuple[Any, ...]  # family, kind, protocol, name, socket address: as `socket.getaddrinfo` gives it


def check_addresses(policy: AddressPolicy, host: str, addresses: Iterable[str]) -> None:
    """Raise `ForbiddenAddress` as soon as one of a host's addresses is forbidden: such a host is hostile or broken."""
    for address in addresses:
        if (refusal := policy.refusal(address)) is not None:
            raise ForbiddenAddress(
                f"{host} leads to {address}, where we never connect: {refusal}; "
                "if you mean it, add that exact range to allowed_networks in [network] of config.toml"
            )


def guarded_socket(policy: AddressPolicy) -> Callable[[AddrInfo], socket.socket]:
    """Make the last check before a connection: it sees literal addresses too, which no resolver is asked about."""

    def open_socket(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, sockaddr = info
        check_addresses(policy, sockaddr[0], sockaddr[:1])
        return socket.socket(family, kind, protocol)

    return open_socket
