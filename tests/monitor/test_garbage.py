import gc

from monitor.garbage import NEW_OBJECTS, collecting_seldom


def test_what_was_there_before_is_left_alone_for_a_while() -> None:
    thresholds = gc.get_threshold()
    with collecting_seldom():
        assert gc.get_threshold()[0] == NEW_OBJECTS
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == thresholds
    assert gc.get_freeze_count() == 0
