"""`check DIR`: tells what is wrong with a team's own layer, and with nothing below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from bot.bootstrap import answering_over, make_snapshot
from bot.cli.options import terminal_settings
from bot.cli.problem_list import as_json as written_as_json
from bot.cli.problem_list import as_text, counted
from bot.domain.clock import utc_now
from bot.domain.layer import Layer
from bot.knowledge.learnt import set_aside
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.lines import with_lines
from bot.knowledge.reader import in_file_order
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.team_checks import check_layer


def check_layers(folder: Path, layers: Sequence[Path], out: TextIO, *, as_json: bool) -> int:
    """Check layers over a whole knowledge folder, write to `out`, and return 1 if there is any problem, else 0."""
    cache = terminal_settings().cache_folder
    snapshot = make_snapshot(folder, layers, kept=LearntFolder(cache), cache=cache, quiet=True)
    reader = answering_over(snapshot).reader
    today = utc_now().date()
    problems = in_file_order(
        problem
        for layer in snapshot.layers
        for problem in with_lines(
            check_layer(layer, snapshot.model.left_out, lambda text: reader.read(text).language, today), Path(layer.origin)
        )
    )
    if as_json:
        print(written_as_json(problems), file=out)
    else:
        print("\n".join([*filter(None, [as_text(problems)]), *_told(snapshot, cache)]), file=out)
    return 1 if problems else 0


def _told(snapshot: Snapshot, cache: Path | None) -> Iterator[str]:
    """What each layer holds, how its topics are found, and which lines out of scope gave way to them."""
    for layer in snapshot.layers:
        yield f"{layer.name}: {counted(len(layer.topics), 'topic')}, {counted(len(layer.phrases), 'phrase')}."
        yield from (f"  {line}" for line in _found(layer, snapshot))
    aside = set_aside(snapshot.folder, snapshot.layers, snapshot.lexicons, cache)
    if aside:
        some = "”, “".join(one.line.text for one in sorted(aside, key=lambda one: -one.likeness)[:3])
        yield f"Set aside: {counted(len(aside), 'built-in line')} out of scope that ask for these topics, such as “{some}”."


def _found(layer: Layer, snapshot: Snapshot) -> Iterator[str]:
    for topic in layer.topics:
        left_out = snapshot.model.left_out.get(topic)
        if left_out is not None:
            yield f"{topic}: {left_out.share:.0%} of its phrases are found when left out"
