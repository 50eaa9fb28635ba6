"""Copies keep their identity whatever happens between decision and delivery."""

from collections.abc import Callable

from alerts.model import Address, Alert, OutboxState
from alerts.policy import copies

NOW = 1_602_417_720_000
DESK, DUTY = Address("mail", "desk@example.org"), Address("mail", "duty@example.org")


def test_each_address_gets_a_pending_copy_due_at_once(make_alert: Callable[..., Alert]) -> None:
    rows = copies(make_alert(), (DESK, DUTY), NOW, "watch.example")
    assert [row.address for row in rows] == [DESK, DUTY]
    assert {(row.state, row.attempts, row.created_at, row.next_attempt_at) for row in rows} == {
        (OutboxState.PENDING, 0, NOW, NOW)
    }
    assert len({row.id for row in rows} | {row.message_id for row in rows}) == 4


def test_identity_does_not_depend_on_when_it_is_decided(make_alert: Callable[..., Alert]) -> None:
    first, again = (copies(make_alert(), (DESK,), now, "watch.example")[0] for now in (NOW, NOW + 9_999))
    assert (first.id, first.message_id, first.thread_id) == (again.id, again.message_id, again.thread_id)
    assert first.message_id == f"<{first.id}@watch.example>"


def test_alerts_of_one_thread_share_its_reference_and_not_their_own(make_alert: Callable[..., Alert]) -> None:
    one, two, other = (
        copies(make_alert(id=name, thread=thread), (DESK,), NOW, "watch.example")[0]
        for name, thread in (("a1", "t1"), ("a2", "t1"), ("a3", "t2"))
    )
    assert one.thread_id == two.thread_id != other.thread_id
    assert one.message_id != two.message_id
    assert one.thread_id.endswith("@watch.example>")


def test_each_recipient_has_a_thread_of_their_own(make_alert: Callable[..., Alert]) -> None:
    desk, duty = copies(make_alert(), (DESK, DUTY), NOW, "watch.example")
    assert desk.thread_id != duty.thread_id
