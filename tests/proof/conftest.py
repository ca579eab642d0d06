"""What the full proofs share with the scenarios and the storage tests."""

from __future__ import annotations

from tests.scenarios.conftest import slack
from tests.unit.storage.conftest import cluster

__all__ = ["cluster", "slack"]
