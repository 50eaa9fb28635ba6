"""How well codings agree with what people say of the same texts: counted, never tuned here."""

from monitor.domain.accuracy.gold import BadGold, Gold, read_gold
from monitor.domain.accuracy.judging import Judged
from monitor.domain.accuracy.measures import Accuracy, measure
from monitor.domain.accuracy.mistakes import Mistake, worst
from monitor.domain.accuracy.shares import Detection, Share

__all__ = ["Accuracy", "BadGold", "Detection", "Gold", "Judged", "Mistake", "Share", "measure", "read_gold", "worst"]
