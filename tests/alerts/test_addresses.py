import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.addresses import FORBIDDEN_V4, FORBIDDEN_V6, AddressPolicy, forbidden_reason

PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:200::1")
EMBEDDED = ("::ffff:{}", "64:ff9b::{}", "::{}", "::ffff:0:{}", "64:ff9b:1::{}")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_free(address: str) -> None:
    assert forbidden_reason(address) is None


@pytest.mark.parametrize(("cidr", "why"), FORBIDDEN_V4 + FORBIDDEN_V6)
def test_both_ends_of_every_range_are_forbidden(cidr: str, why: str) -> None:
    network = ipaddress.ip_network(cidr)
    for address in (network.network_address, network.broadcast_address):
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            continue
        assert forbidden_reason(str(address)) is not None, f"{address} of {cidr}, {why}"


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("127.0.0.1", "loopback"),
        ("169.254.169.254", "metadata"),
        ("100.100.100.200", "carrier-grade"),
        ("168.63.129.16", "cloud"),
        ("255.255.255.255", "broadcast"),
        ("::1", "loopback"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fd00:ec2::254", "unique local"),
        ("ff02::1", "multicast"),
        ("2002:7f00:1::", "6to4"),
        ("2001:0:7f00:1::", "Teredo"),
        ("3fff::1", "documentation"),
        ("4000::1", "not global unicast"),
    ],
)
def test_a_reason_names_the_range(address: str, word: str) -> None:
    assert word in (forbidden_reason(address) or "")


@pytest.mark.parametrize("form", EMBEDDED)
def test_an_embedded_private_address_is_seen(form: str) -> None:
    assert forbidden_reason(form.format("10.0.0.1")) is not None


@pytest.mark.parametrize("form", EMBEDDED[:2])
def test_an_embedded_public_address_is_free_where_it_is_really_reached(form: str) -> None:
    assert forbidden_reason(form.format("8.8.8.8")) is None


def test_the_reason_names_what_an_address_carries() -> None:
    assert forbidden_reason("64:ff9b::7f00:1") == "it carries 127.0.0.1: loopback (127.0.0.0/8)"


@pytest.mark.parametrize("text", ["127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "", "1.1.1.1 ", "[::1]"])
def test_only_the_canonical_spelling_is_an_address(text: str) -> None:
    assert "is no IP address" in (forbidden_reason(text) or "")


@given(st.ip_addresses(v=4))
def test_every_ipv4_address_the_standard_library_calls_private_is_forbidden(address: ipaddress.IPv4Address) -> None:
    assert address.is_global or forbidden_reason(str(address)) is not None


@given(st.ip_addresses(v=6))
def test_no_ipv6_address_outside_global_unicast_is_free(address: ipaddress.IPv6Address) -> None:
    carries = address.ipv4_mapped or address in ipaddress.ip_network("64:ff9b::/96")
    if not carries and address not in ipaddress.ip_network("2000::/3"):
        assert forbidden_reason(str(address)) is not None


def test_the_standard_library_would_let_forbidden_ones_through() -> None:
    """The control: why the ranges are listed by hand."""
    wrong = ["64:ff9b::7f00:1", "224.0.0.251", "2002:7f00:1::", "ff0e::1"]
    assert [address for address in wrong if ipaddress.ip_address(address).is_global] != []
    assert all(forbidden_reason(address) for address in wrong)


def test_a_policy_without_exceptions_forbids_what_is_forbidden() -> None:
    assert AddressPolicy().refusal("127.0.0.1") == forbidden_reason("127.0.0.1")
    assert AddressPolicy().refusal("1.1.1.1") is None


def test_an_exception_covers_its_range_and_nothing_else() -> None:
    policy = AddressPolicy(("127.0.0.0/8", "fd12:3456::/32"))
    assert policy.refusal("127.9.9.9") is None
    assert policy.refusal("::ffff:127.0.0.1") is None
    assert policy.refusal("fd12:3456::1") is None
    assert policy.refusal("10.0.0.1") is not None
    assert policy.refusal("fd13::1") is not None
    assert policy.refusal("nonsense") is not None
    assert policy.refusal("64:ff9b::7f00:1") is not None, "that is the gateway's loopback, not ours"


@pytest.mark.parametrize(
    ("cidr", "word"),
    [("127.0.0.1/8", "no exact range"), ("loopback", "no exact range"), ("0.0.0.0/0", "wide"), ("fc00::/7", "wide")],
)
def test_an_exception_that_is_no_exact_range_is_refused(cidr: str, word: str) -> None:
    with pytest.raises(ValueError, match=word) as caught:
        AddressPolicy((cidr,))
    assert cidr in str(caught.value)


def test_policies_are_values() -> None:
    assert AddressPolicy(("10.0.0.0/8",)) == AddressPolicy(("10.0.0.0/8",))
    assert repr(AddressPolicy()) == "AddressPolicy(allowed=())"
