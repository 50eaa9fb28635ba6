"""Who gets an alert, and why not."""

from collections.abc import Callable

import pytest

from alerts.model import Address, Alert, AlertKind, Route, Severity
from alerts.policy import Verdict, decide

DAY = 86_400_000
NOW = 1_602_417_720_000
CHANNELS = {"console": ("-",), "mail": ("desk@example.org", "duty@example.org")}
EVERYBODY = (Address("console", "-"), Address("mail", "desk@example.org"), Address("mail", "duty@example.org"))

Build = Callable[..., Alert]


def test_without_routes_every_alert_goes_to_every_channel(make_alert: Build) -> None:
    decision = decide(make_alert(), (), CHANNELS, NOW)
    assert decision.reason is Verdict.SENT
    assert decision.addresses == EVERYBODY


@pytest.mark.parametrize(
    "route",
    [
        Route(("mail",)),
        Route(("mail",), watches=("sudan", "iraq-us")),
        Route(("mail",), kinds=("ceasefire",)),
        Route(("mail",), kinds=("in_effect",)),
        Route(("mail",), severity=Severity.WARNING),
    ],
)
def test_a_fitting_route_names_the_channels(make_alert: Build, route: Route) -> None:
    assert decide(make_alert(), (route,), CHANNELS, NOW).addresses == EVERYBODY[1:]


@pytest.mark.parametrize("route", [Route(("mail",), watches=("sudan",)), Route(("mail",), kinds=("broken",))])
def test_an_alert_that_no_route_takes_says_so(make_alert: Build, route: Route) -> None:
    decision = decide(make_alert(), (route,), CHANNELS, NOW)
    assert (decision.reason, decision.addresses) == (Verdict.NO_ROUTE, ())


def test_an_alert_too_quiet_for_its_routes_says_so(make_alert: Build) -> None:
    route = Route(("mail",), severity=Severity.CRITICAL)
    assert decide(make_alert(), (route,), CHANNELS, NOW).reason is Verdict.BELOW_SEVERITY


def test_two_routes_to_one_channel_make_one_copy(make_alert: Build) -> None:
    routes = (Route(("console",)), Route(("mail", "console")))
    assert decide(make_alert(), routes, CHANNELS, NOW).addresses == EVERYBODY


def test_a_quiet_route_does_not_hide_a_loud_one(make_alert: Build) -> None:
    routes = (Route(("console",), severity=Severity.CRITICAL), Route(("mail",)))
    assert decide(make_alert(), routes, CHANNELS, NOW).addresses == EVERYBODY[1:]


def test_a_recipient_named_twice_gets_one_copy(make_alert: Build) -> None:
    twice = {"mail": ("desk@example.org", "desk@example.org")}
    assert decide(make_alert(), (), twice, NOW).addresses == (EVERYBODY[1],)


@pytest.mark.parametrize(("routes", "channels"), [((), {}), ((Route(("pager",)),), CHANNELS)])
def test_no_configured_channel_says_so(
    make_alert: Build, routes: tuple[Route, ...], channels: dict[str, tuple[str, ...]]
) -> None:
    assert decide(make_alert(), routes, channels, NOW).reason is Verdict.NO_CHANNEL


def test_history_is_muted(make_alert: Build) -> None:
    assert decide(make_alert(), (), CHANNELS, NOW, muted=True).reason is Verdict.MUTED


def test_an_alert_decided_before_is_a_repeat(make_alert: Build) -> None:
    assert decide(make_alert(), (), CHANNELS, NOW, known={"a1"}).reason is Verdict.REPEAT
    assert decide(make_alert(), (), CHANNELS, NOW, known={"a2"}).reason is Verdict.SENT


@pytest.mark.parametrize(("age", "reason"), [(14 * DAY, Verdict.SENT), (14 * DAY + 1, Verdict.STALE)])
def test_what_was_reported_a_fortnight_before_detection_is_stale(make_alert: Build, age: int, reason: Verdict) -> None:
    assert decide(make_alert(reported_at=NOW - age, detected_at=NOW), (), CHANNELS, NOW - DAY).reason is reason


def test_what_is_decided_long_after_detection_is_stale_too(make_alert: Build) -> None:
    assert decide(make_alert(), (), CHANNELS, NOW + 15 * DAY).reason is Verdict.STALE


def test_a_test_alert_goes_everywhere_whatever_the_routes_say(make_alert: Build) -> None:
    alert = make_alert(kind=AlertKind.TEST)
    assert decide(alert, (Route(("mail",), watches=("sudan",)),), CHANNELS, NOW + 15 * DAY).addresses == EVERYBODY
    assert decide(alert, (), {}, NOW).reason is Verdict.NO_CHANNEL
