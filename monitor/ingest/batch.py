"""One batch of jobs on its way through a lane: run again without the piece that its worker died in, nothing else lost.

Whose turn it is, and what goes into a batch, is `workers`' to say.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from monitor.errors import WorkerDied, WorkerError
from monitor.ingest.lane import Lane

STRIKES = 2  # a worker that dies may have been killed from outside: its piece gets a second try

Job = TypeVar("Job")
Result = TypeVar("Result")


class Batch(Generic[Job, Result]):
    """Jobs for one task, named by its path; a culprit's result is made by `resign`."""

    def __init__(self, path: str, jobs: Sequence[Job], resign: Callable[[Job, WorkerError], Result]) -> None:
        self._path = path
        self._jobs = jobs
        self._resign = resign
        self._found: dict[int, Result] = {}
        self._strikes: Counter[int] = Counter()

    @property
    def done(self) -> bool:
        """Tell whether every job has a result."""
        return len(self._found) == len(self._jobs)

    def results(self) -> list[Result]:
        """Give the results of a batch that is done, in step with its jobs."""
        return [self._found[at] for at in range(len(self._jobs))]

    async def attempt(self, lane: Lane) -> None:
        """Run what is still to be done; raises WorkerError where the lane is closed or no worker can begin."""
        todo = [at for at in range(len(self._jobs)) if at not in self._found]
        if not todo:
            return
        try:
            done = await lane.run(self._path, tuple(self._jobs[at] for at in todo), pieces=len(todo))
        except WorkerError as error:
            if lane.closed:
                raise
            self._strike(_culprit(todo, lane.pieces_begun()), error)
        else:
            self._found |= zip(todo, cast("Sequence[Result]", done), strict=True)

    def _strike(self, culprit: int, error: WorkerError) -> None:
        self._strikes[culprit] += 1
        last = self._strikes[culprit] >= STRIKES
        if culprit < 0 and last:
            raise error
        if culprit >= 0 and (last or not isinstance(error, WorkerDied)):
            self._found[culprit] = self._resign(self._jobs[culprit], error)


def _culprit(todo: Sequence[int], begun: int) -> int:
    """Give the job that was begun last, -1 where none was."""
    return todo[begun - 1] if 0 < begun <= len(todo) else -1
