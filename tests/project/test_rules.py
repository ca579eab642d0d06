"""The house rules that no linter knows, checked over the whole package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "bot"
FILES = sorted(PACKAGE.rglob("*.py"))
COMMAND_LINE = {PACKAGE / "__main__.py", *(PACKAGE / "cli").glob("*.py")}
MIGRATIONS = PACKAGE / "storage" / "migrations"
LONGEST_FILE = 250
LONGEST_FUNCTION = 50
LONGEST_TEMPLATE = 25
MOST_COMPLEX = 10
"""The cyclomatic complexity of a function at most, each "and" and "or" counted (McCabe 1976; radon counts so, ruff does not)."""
BANNED_MODULES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
BANNED_WORD = "response"
"""Slack, Bolt and the matching literature each mean another thing by it."""
GIVEN_BY_OTHERS = {("web.py", "start_response"), ("retries.py", "response")}
"""Arguments whose names WSGI and the Slack SDK set."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes() -> tuple[tuple[Path, ast.AST], ...]:
    """Every node of every file."""
    return tuple((file, node) for file in FILES for node in ast.walk(tree_of(file)))


@cache
def name_of(file: Path) -> Path:
    return file.relative_to(ROOT)


def place(file: Path, node: ast.AST) -> str:
    return f"{name_of(file)}:{getattr(node, 'lineno', 1)}"


def test_no_broad_except() -> None:
    def is_broad(kind: ast.expr | None) -> bool:
        kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return any(one is None or (isinstance(one, ast.Name) and one.id in ("Exception", "BaseException")) for one in kinds)

    assert [place(file, node) for file, node in nodes() if isinstance(node, ast.ExceptHandler) and is_broad(node.type)] == []


def last_name(called: ast.expr) -> str:
    """The name behind the last point of what is called."""
    return getattr(called, "attr", getattr(called, "id", ""))


def test_only_the_command_line_prints_and_exits() -> None:
    found = []
    for file, node in nodes():
        if file in COMMAND_LINE or not isinstance(node, ast.Call):
            continue
        if last_name(node.func) not in ("print", "exit", "quit", "_exit", "write"):
            continue  # writing out what is called takes most of the time
        called = ast.unparse(node.func)
        if called in ("print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write"):
            found.append(f"{place(file, node)}: {called}")
    assert found == []


def test_nothing_rests_on_assert() -> None:
    assert [place(file, node) for file, node in nodes() if isinstance(node, ast.Assert)] == []


def test_only_settings_read_the_environment() -> None:
    allowed = {PACKAGE / "settings.py", PACKAGE / "bootstrap" / "startup.py", *COMMAND_LINE}
    found = [
        place(file, node)
        for file, node in nodes()
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and ast.unparse(node) in ("os.environ", "os.getenv")
    ]
    assert [one for one in found if ROOT / one.partition(":")[0] not in allowed] == []


def test_listeners_save_no_conversation() -> None:
    saves = [
        place(file, node)
        for file, node in nodes()
        if isinstance(node, ast.Call)
        and last_name(node.func) == "save"
        and file.is_relative_to(PACKAGE / "listeners")
        and ast.unparse(node.func).endswith("conversations.save")
    ]
    assert saves == [], "conversations move on through Advisor.respond alone"


def test_no_module_is_a_drawer_for_everything() -> None:
    names = [file.relative_to(ROOT) for file in (*FILES, *sorted((ROOT / "tests").rglob("*.py")))]
    assert [name for name in names if BANNED_MODULES & set(name.with_suffix("").parts)] == []


def defined_names() -> Iterator[tuple[str, str]]:
    """Every name the package itself gives: to classes, functions, arguments, variables and fields."""
    for file, node in nodes():
        if isinstance(node, Function | ast.ClassDef):
            yield place(file, node), node.name
        elif isinstance(node, ast.arg):
            yield place(file, node), node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield place(file, node), node.id if isinstance(node, ast.Name) else node.attr


def test_no_banned_word_in_a_name() -> None:
    found = [(where, name) for where, name in defined_names() if BANNED_WORD in name.lower()]
    assert [one for one in found if (Path(one[0].partition(":")[0]).name, one[1]) not in GIVEN_BY_OTHERS] == []


def test_files_are_short() -> None:
    lengths = {file.relative_to(ROOT): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def functions() -> Iterator[tuple[Path, Function]]:
    for file, node in nodes():
        if isinstance(node, Function):
            yield file, node


def length_of(function: Function) -> int:
    """Lines of a function from its `def` to its end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_functions_are_short() -> None:
    lengths = {place(file, function): length_of(function) for file, function in functions()}
    assert {where: length for where, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def _is_default(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def complexity_of(function: Function) -> int:
    """One, and one for every way to branch: conditions, loops, handlers, cases, comprehensions, and operands of "and" and "or".

    Functions inside a function are counted by themselves.
    """
    count, nodes = 1, list(function.body)
    while nodes:
        node: ast.AST = nodes.pop()
        if isinstance(node, Function | ast.ClassDef):
            continue
        nodes += ast.iter_child_nodes(node)  # type: ignore[arg-type]
        if isinstance(node, ast.If | ast.IfExp | ast.Assert):
            count += 1
        elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
            count += 1 + bool(node.orelse)
        elif isinstance(node, ast.Try | ast.TryStar):
            count += len(node.handlers) + bool(node.orelse)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.Match):
            count += sum(not _is_default(case.pattern) for case in node.cases)
    return count


def test_complexity_counts_every_branch() -> None:
    code = """
def one(a, b):
    for x in a:
        if x and b or not x:
            return [y for y in a if y]
    else:
        try:
            return (lambda: 1) if a else b
        except (ValueError, KeyError):
            while b:
                def inner():
                    if a: pass
    """
    (function,) = (node for node in ast.parse(code).body if isinstance(node, Function))
    assert complexity_of(function) == 1 + 2 + 1 + 2 + 2 + 1 + 1 + 1


def test_functions_are_simple() -> None:
    counts = {place(file, function): complexity_of(function) for file, function in functions()}
    assert {where: count for where, count in counts.items() if count > MOST_COMPLEX} == {}


def test_templates_are_short() -> None:
    files = sorted((ROOT / "knowledge" / "templates").rglob("*.j2"))
    lengths = {f"{file.parent.name}/{file.name}": len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_TEMPLATE} == {}


def public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes of a body, and those inside public classes."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_every_module_and_everything_public_says_what_it_is() -> None:
    found = []
    for file in FILES:
        tree = tree_of(file)
        if not ast.get_docstring(tree):
            found.append(place(file, tree))
        if MIGRATIONS not in file.parents:
            found.extend(f"{place(file, node)}: {node.name}" for node in public(tree.body) if not ast.get_docstring(node))
    assert found == []


def test_a_room_s_tests_mirror_it() -> None:
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    tested = {folder.name for folder in (ROOT / "tests" / "unit").iterdir() if folder.is_dir() and folder.name != "__pycache__"}
    assert tested <= rooms
