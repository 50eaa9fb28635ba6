"""The work of `trucewatch label`: which row is next, and what can be taken back."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from monitor.cli.labelled import LabelledRow
from monitor.cli.questions import Gold, Key, Move, Say, ask, last_word
from monitor.cli.sheet import Sheet
from monitor.domain.model.time import Millis


@dataclass(slots=True)
class Desk:
    """The rows still to be labelled, the next one first, and those that can be taken back, the last one last."""

    sheet: Sheet
    now: Callable[[], Millis]
    pending: deque[LabelledRow]
    done: list[LabelledRow] = field(default_factory=list)

    def label(self, gold: Gold) -> None:
        """Keep the next row's label."""
        self.sheet.add(self.pending[0].id, gold, self.now())
        self.done.append(self.pending.popleft())

    def skip(self) -> None:
        """Leave the next row for another time."""
        self.done.append(self.pending.popleft())

    def undo(self) -> bool:
        """Take the last label or skip back, and tell whether there was one."""
        if not self.done:
            return False
        row = self.done.pop()
        if row.id in self.sheet.begins:
            self.sheet.withdraw()
        self.pending.appendleft(row)
        return True


def lay_out(rows: Sequence[LabelledRow], sheet: Sheet, now: Callable[[], Millis]) -> Desk:
    """Put the rows without a label on the desk; labels of earlier runs can be taken back up to one of another file."""
    known = {row.id: row for row in rows}
    done: list[LabelledRow] = []
    for row_id in sheet.begins:
        if row_id in known:
            done.append(known[row_id])
        else:
            done.clear()
    return Desk(sheet, now, deque(row for row in rows if row.id not in sheet.begins), done)


def work(desk: Desk, key: Key, show: Callable[[LabelledRow], None], say: Say) -> None:
    """Put the questions until somebody quits; what was answered last can be taken back at the end too."""
    while True:
        if desk.pending:
            show(desk.pending[0])
        answer = ask(key, say) if desk.pending else last_word(key, say)
        if answer is Move.QUIT:
            return
        if isinstance(answer, dict):
            desk.label(answer)
        elif answer is Move.SKIP:
            desk.skip()
        elif not desk.undo():
            say("nothing to take back")
