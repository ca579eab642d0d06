"""A process costs a test a second of processor time: it is begun where the process itself is what is tested."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
BEGIN = ("subprocess.run", "subprocess.Popen", "multiprocessing.get_context")
BEGUN = {
    "project/test_image.py": 1,
    "project/test_imports.py": 1,
    "project/test_manifest.py": 1,
    "scenarios/kills.py": 2,
    "scenarios/test_socket_mode.py": 2,
    "scenarios/test_startup_words.py": 2,
    "scenarios/test_web_processes.py": 1,
    "unit/bootstrap/test_prepared.py": 1,
    "unit/bootstrap/test_startup.py": 1,
    "unit/cli/test_main.py": 3,
    "unit/cli/test_streams.py": 1,
    "unit/matching/test_training.py": 2,
    "unit/storage/conftest.py": 1,
    "unit/storage/test_claims.py": 1,
    "unit/storage/test_migrator.py": 1,
    "unit/storage/test_recovery.py": 1,
}
"""The places in each file that begin processes. Before you add one: could the test call what it tests in its own process, or could
a process that is begun already do it, too?"""


def test_processes_are_begun_in_few_places() -> None:
    found: dict[str, int] = {}
    for file in sorted(TESTS.rglob("*.py")):
        name = file.relative_to(TESTS).as_posix()
        if not name.startswith(("proof/", "benchmarks/")):
            calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
            count = sum(ast.unparse(called) in BEGIN for called in calls if isinstance(called, ast.Attribute))
            found |= {name: count} if count else {}
    assert found == BEGUN
