"""Every starting value of the fold, named, in one place.

The values are judgements to be measured on replays; no rule holds a figure of its own.
"""

from dataclasses import dataclass
from typing import Final

from monitor.domain.model.time import DAY, HOUR, MINUTE, WEEK, Millis


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Spans in milliseconds, counts and shares; each name says what it decides."""

    # effect, by the clock
    presumed_effect: Millis = 24 * HOUR  # no hour stated: so long without a denial, under good coverage
    effect_grace: Millis = 6 * HOUR  # an act known only by its publication so soon after effect may have come before it
    early: Millis = HOUR  # a report of effect may precede the stated hour by so much
    early_end: Millis = 12 * HOUR  # a report of expiry may precede the stated end by so much
    # holding, after violations
    clean_strained: Millis = 3 * DAY
    clean_broken: Millis = 7 * DAY  # also for one that held before and was strained again
    dwell_strained: Millis = DAY  # a report that it holds counts only so long after the last violation
    dwell_broken: Millis = 3 * DAY
    # violations
    violation_dwell: Millis = 3 * DAY  # strained already: so long until the like of it is a change again
    violation_dwell_later: Millis = 7 * DAY  # and so long once it has been told
    strains_told: int = 2  # so often
    mass_casualty: int = 10  # killed in one act: a change in any case
    break_window: Millis = 5 * DAY
    break_days: int = 3  # confirmed attributed attacks on so many days of the window
    break_districts: int = 2  # or in so many districts
    rate_window: Millis = 14 * DAY  # the rate before the truce is taken over so long
    rate_floor: int = 7  # and counts only with so many acts
    rate_share: float = 0.5  # above this share of it the truce is broken
    rate_acts: int = 3  # given so many confirmed attributed attacks since
    attention: Millis = 45 * DAY  # an unconfirmed act strains only a truce that was spoken of so lately
    same_act: Millis = DAY  # two reports of one act lie no farther apart
    # ends
    collapse: Millis = 24 * HOUR  # broken, and nobody affirms it
    stood_by: Millis = 3 * DAY  # a party that accepted it and says so again so soon after it broke stands by it
    worn: Millis = 3 * DAY  # only presumed in effect and broken, and nobody speaks of it
    worn_out: Millis = 14 * DAY  # in effect by somebody's word and broken, and nobody speaks of it
    expire: Millis = 48 * HOUR  # lapsed, and nobody treats it as live
    reopen: Millis = WEEK  # an unconfirmed end is undone by a report of life within
    # deadlines
    deadline_near: Millis = 24 * HOUR  # so long before it is told of
    deadline_span: Millis = 48 * HOUR  # one that was never farther away than this is near from the start
    # statements
    same_statement: Millis = 36 * HOUR  # two reports of one statement lie no farther apart
    extension_near: Millis = 30 * HOUR  # a further extension comes no earlier before the known end
    long_extension: Millis = WEEK  # counts from the word itself where no end is known: a day more or less tells little
    later_end: Millis = 6 * HOUR  # or names an end later by more than this
    postponement: Millis = 12 * HOUR  # a start later by so much is another date
    murmur: Millis = 3 * DAY  # an anonymous word waits so long for a second
    renewal: Millis = 5 * DAY  # strained and announced anew after so long: a new arrangement
    rejection: Millis = 30 * DAY  # a rejection without an open offer is news again
    same_story: Millis = 3 * DAY  # two articles of one text are reprints if they lie no farther apart
    # which arrangement
    live_proposal: Millis = 21 * DAY  # an offer that nobody mentions for so long rests
    live_announcement: Millis = 30 * DAY
    live_truce: Millis = 180 * DAY  # a truce that nobody mentions for so long rests: acts weigh on it no more
    live_effect: Millis = 60 * DAY  # announced anew after such a silence: a new arrangement
    complementary: Millis = WEEK  # the other side's word so soon is about the same truce
    nameless: Millis = WEEK  # a report that names nobody is about what was spoken of so lately
    afterword: Millis = 2 * DAY  # treated as live so soon after its end: the same truce
    retold: Millis = 120 * DAY  # its end may be told again for so long
    ended_kept: int = 8  # of the arrangements that are over, so many of the latest are remembered
    narrow_places: int = 3  # more places than these are no scope
    # sizes and clock
    evidence_kept: int = 64
    proof_kept: int = 12
    recheck: Millis = 10 * MINUTE  # a clock rule that waits for coverage looks again
    history: Millis = 2 * DAY  # a clock change older than this on muted reports alone is history
    old_news: Millis = 14 * DAY  # what a report tells of so long ago is history
    beside_before: Millis = DAY  # reports so long before a change are shown beside it
    beside_after: Millis = 2 * DAY  # and so long after it
    same_change: Millis = DAY  # a change derived anew so near a journalled one is the same
    # activity, events in the last week
    activity_window_days: int = 7
    activity_medium: int = 7
    activity_high: int = 28
    activity_memory_days: int = 90
    # activity against the watch's own past
    usual_weeks: int = 8  # what is usual is taken over so many weeks before the last one
    warm_up_weeks: int = 4  # and known once so many of them were wholly covered
    usual_floor: float = 0.5  # a week: no watch is usually quieter than this
    spread: float = 3.0  # the size of the negative binomial: counts of attacks scatter more than Poisson's
    surge_floor: int = 7  # attacks in a week: fewer are no surge
    surge_chance: float = 0.001  # so many or more come by chance no likelier than this
    surge_over: float = 0.05  # and the surge is over once they do
    lull_weeks: int = 2
    lull_floor: float = 6.0  # attacks usual in that time: where fewer are, silence says nothing
    lull_chance: float = 0.01  # so few or fewer
    lull_over: float = 0.2
    share_most: float = 0.8  # of a watch's acts: an actor that has more of them has no trend of its own
    trend_dwell_days: int = 7  # a surge or a lull lasts so long at least
    frozen_days: int = 180  # what was usual before a truce stays the measure so long at most
    quiet_days: int = 30  # without an attack: the next one is news
    novelty_days: int = 365  # what was not seen for so long is new
    novelty_acts: int = 20  # given so many acts in that time
    toll_days: int = 30  # a mass-casualty attack is news if it is the deadliest of so many days
    late_act: Millis = 3 * DAY  # an act told later than this after it happened is history
    seen_share: float = 0.9  # of a span of days under good coverage: then they count as seen
    toll_limit: int = 5_000  # killed in one attack: a higher figure is a whole war's
    activity_news: Millis = 5 * DAY  # a change of activity that is older is history
    same_trend: Millis = 4 * DAY  # a change of activity derived anew so near a journalled one is the same
    # coverage: all sources together
    blind_after: Millis = 30 * MINUTE  # fewer than half of them are seen for so long, while somebody watches
    blind_intervals: int = 2  # and for so many of their usual intervals, so that each was tried again
    blind_memory: Millis = DAY  # each return within it makes the next loss wait as long once more
    vigil_break: Millis = 5 * MINUTE  # nobody looked for so long: asleep or switched off, which is no source's fault
    usual_sources: Millis = 90 * DAY  # a conflict's usual sources are those that told of it within
    usual_reports: int = 2  # so often
    usual_least: int = 3  # and count as such only where there are so many
    # coverage: one source
    silent_times: int = 3  # so many times its usual pause without anything new
    silent_least: Millis = DAY  # but never sooner
    pause_place: int = 3  # a pause that it has made so often is usual
    pause_items: int = 10  # given so many items of different times
    pause_memory: int = 4_000  # among so many of its latest
    item_memory: int = 64  # its latest item is one of so many: an edit counts as new, but not of an old one
    silent_intervals: int = 3  # no good poll for so many of its intervals
    silent_failures: float = 4.0  # by so many hard failures in a row, or twice as many that may pass
    silent_memory: Millis = 30 * DAY  # each return within it makes the next silence wait as long once more


T: Final = Thresholds()
