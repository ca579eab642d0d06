"""Calculators load whole or not at all, and every worked example is recomputed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.expression import Operation, Operator
from bot.domain.language import Language
from bot.domain.metric import InputKind, Timing
from bot.errors import KnowledgeError
from bot.knowledge import metrics
from bot.knowledge.location import IN_REPOSITORY
from bot.knowledge.metrics import check_metrics, load_metrics, parse_expression
from bot.language.lexicon import Lexicon
from bot.language.reader import Reader

HALF = """\
title: {en: Half, id: Separuh}
unit: "%"
names: {en: [half], id: [separuh]}
asks: {en: [share], id: [bagian]}
inputs:
  part:
    kind: count
    name: {en: the part, id: bagian}
    hint: {en: "5", id: "5"}
    refusal: {en: Not below zero., id: Tidak di bawah nol.}
    cues: {en: [part], id: [bagian]}
  whole:
    kind: count
    above_zero: true
    name: {en: the whole, id: seluruhnya}
    hint: {en: "10", id: "10"}
    refusal: {en: Above zero., id: Di atas nol.}
    cues: {en: [whole], id: [seluruh]}
formula: {multiply: [{divide: [part, whole]}, 100]}
formula_text: {en: part ÷ whole × 100, id: bagian ÷ seluruhnya × 100}
meaning: {en: The share., id: Bagiannya.}
what_ifs:
  - {id: one-more, change: {part: {add: [part, 1]}}, text: {en: "One more: {value}.", id: "Satu lagi: {value}."}}
examples:
  en: {inputs: {part: "5", whole: "1,000"}, value: 0.5, unit: "%"}
  id: {inputs: {part: "5", whole: "1.000"}, value: 0.5, unit: "%"}
"""


@pytest.fixture(scope="module", autouse=True)
def _read_alike() -> Iterator[None]:
    """Examples in the same languages are read by one reader: each test damages a calculator, and a reader takes a third of a second."""
    make, kept = metrics._messages, list[tuple[Sequence[Lexicon], Reader | None]]()

    def messages(lexicons: Sequence[Lexicon]) -> Reader | None:
        if not kept or kept[-1][0] != lexicons:
            kept[:] = [(lexicons, make(lexicons))]
        return kept[-1][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(metrics, "_messages", messages)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder `kb` with one sound calculator."""
    made = tmp_path / "kb"
    languages = {f"language/{code}/language.yml": f"order: {place}\n" for place, code in enumerate(("en", "id"), 1)}
    for file, text in {"metrics/half.yml": HALF, "topics/half.yml": "title: {}\n", **languages}.items():
        (made / file).parent.mkdir(parents=True)
        (made / file).write_text(text, encoding="utf-8")
    shutil.copytree(IN_REPOSITORY / "language", made / "language", dirs_exist_ok=True)
    return made


def damage(folder: Path, old: str, new: str) -> list[str]:
    """Replace a piece of the calculator and return the problems found, as they are printed."""
    path = folder / "metrics" / "half.yml"
    text = path.read_text(encoding="utf-8")
    if old not in text:
        pytest.fail(f"the toy does not hold {old!r}")
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [str(problem) for problem in check_metrics(folder)]


def test_the_real_calculators_are_sound_and_complete() -> None:
    assert [str(problem) for problem in check_metrics(IN_REPOSITORY)] == []
    assert set(load_metrics(IN_REPOSITORY)) == {
        "metric-churn-rate", "metric-win-rate", "metric-customer-lifetime-value", "metric-sales-growth", "metric-net-profit",
        "metric-sales-velocity", "metric-pipeline-coverage", "deal-economics",
    }  # fmt: skip


def test_a_sound_calculator_becomes_a_domain_object(folder: Path) -> None:
    half = load_metrics(folder)["half"]
    assert half.formula == Operation(Operator.MULTIPLY, (Operation(Operator.DIVIDE, ("part", "whole")), 100.0))
    assert half.required == ("part", "whole")
    assert half.inputs["whole"].kind is InputKind.COUNT
    assert half.inputs["whole"].above_zero
    assert half.names[Language("id")] == ("separuh",)
    assert half.timing is Timing.GIVEN


def test_a_worked_example_that_comes_out_passes(folder: Path) -> None:
    assert check_metrics(folder) == ()


def test_a_worked_example_that_comes_out_otherwise_is_told(folder: Path) -> None:
    problems = damage(folder, 'whole: "1,000"}, value: 0.5', 'whole: "1,000"}, value: 5')
    assert problems == [
        "kb/metrics/half.yml: examples.en: The worked example says 5 %, but its inputs give 0.5 %. Correct the example or the formula."
    ]


def test_a_worked_example_without_a_result_is_told(folder: Path) -> None:
    problems = damage(folder, 'whole: "1.000"}', 'whole: "0"}')
    assert problems == [
        "kb/metrics/half.yml: examples.id: The worked example gives no result (whole invalid). Correct its inputs."
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("divide: [part, whole]", "divide: [part, hole]", "formula: There is no input “hole”. Use one of part, whole."),
        ("divide: [part, whole]", "power: [part, whole]", "formula: The formula cannot be read: “power” is no operation."),
        ("divide: [part, whole]", "divide: [part, whole, 2]", "formula: The formula cannot be read: “divide” takes exactly two."),
        ("add: [part, 1]", "add: [part, lot]", "what_ifs[0].change.part: There is no input “lot”."),
        ("One more: {value}", "One more: {amount}", "what_ifs[0].text.en: “amount” is no field of this text."),
        ("change: {part: {add: [part, 1]}}, ", "", "what_ifs[0]: A what-if line changes inputs or gives a value."),
        ("kind: count\n    above", "kind: number\n    above", "inputs.whole.kind: This is not one of the words allowed here."),
        ('unit: "%"\nnames', "unit: apples\nnames", "unit: This is not one of the words allowed here."),
        (
            "meaning: {en: The share., id: Bagiannya.}",
            "meaning: {en: The share.}",
            "meaning.id: The text in the language “id” is missing.",
        ),
        ("meaning:", "untied_inputs: [all]\nmeaning:", "untied_inputs: There is no input “all”."),
        ("meaning:", "meanings: 1\nmeaning:", "meanings: The key “meanings” is not known here."),
    ],
)
def test_every_fault_has_its_place(folder: Path, old: str, new: str, told: str) -> None:
    assert any(problem.startswith(f"kb/metrics/half.yml: {told}") for problem in damage(folder, old, new))


def test_all_faults_are_told_at_once_and_stop_the_loading(folder: Path) -> None:
    damage(folder, "divide: [part, whole]", "divide: [port, hole]")
    (folder / "topics" / "half.yml").unlink()
    (folder / "metrics" / "Bad Name.yml").write_text("x: 1", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_metrics(folder)
    told = "\n".join(str(problem) for problem in caught.value.problems)
    assert all(word in told for word in ("“port”", "“hole”", "no topic “half”", "is not an id"))


_TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5), st.just("part")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["add", "divide", "subtract", "x"]), inner, max_size=2)
    ),
    max_leaves=8,
)


@given(_TREES)
def test_any_tree_is_an_expression_or_a_value_error(tree: object) -> None:
    try:
        found = parse_expression(tree)
    except ValueError:
        return
    assert isinstance(found, float | str | Operation)


def test_words_of_a_language_that_cannot_be_read_are_left_to_the_check_of_that_language(folder: Path) -> None:
    (folder / "language" / "en" / "cues" / "views.yml").write_text('beside: ["%"]\n', encoding="utf-8")
    assert check_metrics(folder) == ()
