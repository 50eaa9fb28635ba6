"""The fold: from reports, in any arrival order, to conditions and their transitions."""

from monitor.domain.conditions.explaining import explain_beside, explain_change, explain_ruling
from monitor.domain.conditions.folding import Fold, fold
from monitor.domain.conditions.reconcile import Reconciliation, reconcile
from monitor.domain.conditions.router import Router
from monitor.domain.conditions.sight import Vigil, sight_changes

__all__ = [
    "Fold",
    "Reconciliation",
    "Router",
    "Vigil",
    "explain_beside",
    "explain_change",
    "explain_ruling",
    "fold",
    "reconcile",
    "sight_changes",
]
