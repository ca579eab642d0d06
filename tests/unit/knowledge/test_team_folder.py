"""A team's folder becomes a layer: short forms written out, faults told and left out, the rest laid over what is below."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bot.bootstrap.slack import load
from bot.domain.audience import Audience, Spot
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.layer import Layer, at_spot, merged
from bot.domain.source import SourceKind
from bot.errors import KnowledgeError
from bot.knowledge.team_checks import check_layer
from bot.knowledge.team_folder import read_layer
from bot.matching.model import LeftOut

EN, ID = Language("en"), Language("id")
BELOW = load().knowledge
LIGHT = """\
title: Discounts
answer: You may give up to 10 %; your manager decides on more.
source: Sales handbook, https://example.com/handbook
phrases: [how much discount can I give, can I lower the price, they want it cheaper]
"""


def layer_of(folder: Path, **files: str) -> Layer:
    """A layer of files by name, `topics__x` standing for topics/x.yml."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_layer(folder, BELOW)


def told(folder: Path, **files: str) -> list[str]:
    layer = layer_of(folder, **files)
    return [str(one) for one in check_layer(layer, {}, lambda text: None, datetime.date(2026, 11, 27))]


def knowledge_with(layer: Layer) -> KnowledgeBase:
    return merged(BELOW, [layer])


def test_a_title_an_answer_a_source_and_three_phrases_are_enough(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT)
    topic = layer.topics["discounts"]
    assert (layer.problems, told(tmp_path)) == ((), [])
    assert topic.languages == (EN,)
    assert topic.title == {EN: "Discounts", ID: "Discounts"}
    assert [claim.source for claim in topic.claims.values()] == ["discounts-source"]
    assert next(phrase.text for phrase in layer.phrases) == "how much discount can I give"


def test_a_plain_text_stands_in_the_language_the_file_names(tmp_path: Path) -> None:
    text = "language: id\ntitle: Diskon\nanswer: Boleh hingga 10 %.\nsource: Buku panduan\nphrases: [a b, c d, e f]\n"
    layer = layer_of(tmp_path, topics__diskon=text)
    assert layer.topics["diskon"].languages == (ID,)
    assert {phrase.language for phrase in layer.phrases} == {ID}


@pytest.mark.parametrize(
    ("source", "kind", "title", "url"),
    [
        ("Sales handbook", SourceKind.DOCUMENT, "Sales handbook", None),
        ("Handbook, https://example.com/a", SourceKind.DOCUMENT, "Handbook", "https://example.com/a"),
        ("{person: Rina, team: Deal desk, date: 2026-10-01}", SourceKind.PERSON, "Rina", None),
        (
            "https://acme.slack.com/archives/C012/p1700",
            SourceKind.MESSAGE,
            "",
            "https://acme.slack.com/archives/C012/p1700",
        ),
    ],
)
def test_a_source_is_a_document_a_person_or_a_message(
    tmp_path: Path, source: str, kind: SourceKind, title: str, url: str | None
) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT.replace("Sales handbook, https://example.com/handbook", source))
    found = layer.sources["discounts-source"]
    assert (found.kind, found.title[EN], found.url) == (kind, title, url)


def test_a_broken_file_is_left_out_and_told_and_the_others_hold(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT, topics__broken="title: [\n")
    assert set(layer.topics) == {"discounts"}
    assert [problem.file for problem in layer.problems] == [f"{tmp_path.name}/topics/broken.yml"]


def test_a_misspelt_related_id_is_told_and_dropped_and_the_topic_stays(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT + "related: [sales-cycle, objectoins]\n")
    assert knowledge_with(layer).topics["discounts"].related == ("sales-cycle",)
    assert [problem.what for problem in layer.problems] == ["There is no topic “objectoins”."]


def test_a_source_that_is_no_entry_disables_its_topic(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT.replace("Sales handbook, https://example.com/handbook", "playbok"))
    assert layer.topics == {}
    assert layer.problems[0].what == "There is no source “playbok”."


def test_an_upper_topic_takes_the_place_of_a_lower_one_and_its_claims_stay_citable(tmp_path: Path) -> None:
    knowledge = knowledge_with(layer_of(tmp_path, **{"topics__sales-cycle": LIGHT}))
    assert knowledge.topics["sales-cycle"].title[EN] == "Discounts"
    assert knowledge.claim("sales-cycle.smb-length").side is Segment.SMB
    assert "sales-cycle" in knowledge.group_of("sales-cycle").topics


def test_a_disabled_topic_is_gone_from_shelves_and_from_what_is_related(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, layer="disable: [objections, nothing-such]\n")
    knowledge = knowledge_with(layer)
    assert "objections" not in knowledge.subjects
    assert all("objections" not in group.topics for group in knowledge.groups.values())
    assert all("objections" not in topic.related for topic in knowledge.topics.values())
    assert knowledge.cited("objections").id == "objections"
    assert [problem.path for problem in layer.problems] == ["disable[1]"]


def test_topics_without_a_shelf_stand_on_the_team_s_own(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, layer="name: Acme\n", topics__discounts=LIGHT, topics__more=LIGHT + "shelf: basics\n")
    groups = knowledge_with(layer).groups
    assert (groups["team"].title[EN], groups["team"].topics) == ("Acme", ("discounts",))
    assert groups["basics"].topics[-1] == "more"
    assert groups["basics"].title == BELOW.groups["basics"].title


def test_more_than_five_links_are_too_many(tmp_path: Path) -> None:
    links = "links:\n" + '  - {title: Deck, url: "https://example.com/d"}\n' * 6
    layer = layer_of(tmp_path, topics__discounts=LIGHT + links)
    assert [problem.path for problem in layer.problems] == ["links"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no knowledge folder"):
        read_layer(tmp_path / "gone", BELOW)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("your manager decides", "TBD manager"), "not finished"),
        (("up to 10 %", "**up to 10 %**"), "Markdown"),
        (("up to 10 %", "{{ answr }}"), "belong to templates"),
        (("up to 10 %", "<!here> 10 %"), "command to Slack"),
        (
            ("phrases: [how much discount can I give, can I lower the price, they want it cheaper]", "phrases: [one]"),
            "at least 3",
        ),
    ],
)
def test_what_passes_in_silence_elsewhere_is_told(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    assert any(words in line for line in told(tmp_path, topics__discounts=LIGHT.replace(*change)))


def test_a_day_to_come_is_told(tmp_path: Path) -> None:
    assert "still to come" in told(tmp_path, topics__discounts=LIGHT + "reviewed_on: 2099-01-01\n")[0]


@pytest.mark.parametrize("name", ["topics__drafts__x", "drafts__x", "discount"])
def test_files_that_nobody_reads_are_told(tmp_path: Path, name: str) -> None:
    assert any("Nothing reads this" in line for line in told(tmp_path, topics__discounts=LIGHT, **{name: LIGHT}))


def test_english_under_the_code_of_another_language_is_told(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT.replace("title:", "language: id\ntitle:"))
    found = [one.what for one in check_layer(layer, {}, lambda text: EN, datetime.date(2026, 11, 27))]
    assert "The text stands under “id” but reads as “en”." in found
    assert "Most phrases under “id” are in another language." in found


def test_a_weak_topic_is_told_with_what_it_missed(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT)
    missed = (layer.topics["discounts"].answers[Segment.BOTH][EN], "can I lower the price")
    for some, told in ((missed, "like these: “can I lower the price”."), (missed[:1], "ways of asking for it.")):
        weak = {"discounts": LeftOut(0.4, some)}
        found = list(check_layer(layer, weak, lambda text: None, datetime.date(2026, 11, 27)))
        assert [one.remedy for one in found] == [f"Write five more {told}"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("source: TODO", "source: The text is still to be written."),
        ("source: {persn: Rina}", "source.persn: The key “persn” is not known here. Did you mean “person”?"),
        ("source: {slack: nope}", "source.slack: “nope” is not a web address."),
        ("source: [Sales handbook]", "source: This must be a mapping of keys to values."),
        ("sorce: Sales handbook", "sorce: The key “sorce” is not known here. Did you mean “source”?"),
    ],
)
def test_what_may_stand_in_several_forms_is_told_of_once(tmp_path: Path, source: str, problem: str) -> None:
    (found,) = layer_of(
        tmp_path, topics__discounts=LIGHT.replace("source: Sales handbook, https://example.com/handbook", source)
    ).problems
    assert problem in str(found)


def test_a_misspelt_key_is_not_missing_besides(tmp_path: Path) -> None:
    (found,) = layer_of(tmp_path, topics__discounts=LIGHT.replace("answer:", "answr:")).problems
    assert (found.path, "Did you mean “answer”?" in found.remedy) == ("answr", True)


@pytest.mark.parametrize(
    ("written", "audience"),
    [
        ("", Audience()),
        ("audience: workspace\n", Audience()),
        ("audience: public\n", Audience(public=True)),
        ("audience: [C0123456789, G0123456789]\n", Audience(channels=frozenset({"C0123456789", "G0123456789"}))),
    ],
)
def test_a_topic_is_for_the_workspace_for_channels_or_for_everybody(tmp_path: Path, written: str, audience: Audience) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT + written)
    assert (layer.problems, layer.topics["discounts"].audience) == ((), audience)


@pytest.mark.parametrize("written", ["everybody", "[sales]", "[]", "{channels: [C0123]}", "12"])
def test_an_audience_that_is_none_is_told_with_what_to_write(tmp_path: Path, written: str) -> None:
    layer = layer_of(tmp_path, topics__discounts=f"{LIGHT}audience: {written}\n")
    (problem,) = layer.problems
    assert problem.path == "audience"
    assert "[C0123456789]" in problem.remedy
    assert layer.topics == {}


INTERNAL = """\
title: Discounts
answer: You may give up to 10 %.
source: Sales handbook
phrases: [how much discount can I give, can I lower the price, they want it cheaper]
claims:
  floor: {en: Below 30 % we lose money., internal: true}
  list: {en: The list price holds for a year.}
guidance:
  - {en: Offer a longer term first.}
  - {en: Tell nobody about the floor., internal: true}
note: {en: The floor moves in March., internal: true}
links:
  - {title: Floor, url: "https://example.com/floor"}
  - {title: Prices, url: "https://example.com/prices", audience: customers}
"""


def test_what_is_internal_is_not_for_customers(tmp_path: Path) -> None:
    topic = layer_of(tmp_path, topics__discounts=INTERNAL).topics["discounts"]
    outward = topic.for_customers()
    assert list(topic.claims) == ["answer", "floor", "list"]
    assert list(outward.claims) == ["answer", "list"]
    assert [line.text[EN] for line in outward.guidance[Segment.BOTH]] == ["Offer a longer term first."]
    assert (outward.note, [link.title[EN] for link in outward.links]) == (None, ["Prices"])
    assert outward.for_customers() is outward


def test_an_answer_cannot_rest_on_what_is_internal(tmp_path: Path) -> None:
    text = INTERNAL.replace("answer: You may give up to 10 %.", "answer: {both: {en: Up to 10 %., claims: [floor]}}")
    (problem,) = layer_of(tmp_path, topics__discounts=text).problems
    assert problem.path == "answer.both.claims[0]"


def test_what_is_not_for_a_spot_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    layer = layer_of(
        tmp_path,
        topics__ours=LIGHT,
        topics__floor=f"{LIGHT}audience: [C0123]\nrelated: [ours]\n",
        topics__prices=f"{INTERNAL}audience: public\nrelated: [ours, churn]\n",
        **{"topics__sales-cycle": LIGHT},
    )
    knowledge = knowledge_with(layer)
    ours = {"ours", "floor", "prices", "sales-cycle"}
    assert ours & at_spot(knowledge, Spot()).topics.keys() == ours - {"floor"}
    assert ours & at_spot(knowledge, Spot(channel="C0123")).topics.keys() == ours
    outside = at_spot(knowledge, Spot(channel="C0123", outside=True))
    assert ours & outside.topics.keys() == {"prices", "sales-cycle"}
    assert outside.topics["sales-cycle"] == BELOW.topics["sales-cycle"]
    assert outside.topics["prices"].related == ()
    assert "floor" not in outside.topics["prices"].claims
    assert all("ours" not in group.topics for group in outside.groups.values())
    assert outside.cited("sales-cycle") is BELOW.topics["sales-cycle"]
    assert at_spot(BELOW, Spot(outside=True)).topics == BELOW.topics


@pytest.mark.parametrize(
    ("change", "told_of_it"),
    [
        (("title: Discounts", "title: Discounts\nlanguage: indonesian"), "“indonesian” is none of the languages here."),
        (("answer: You may give up to 10 %; your manager decides on more.", "answer:"), "answer: Nothing stands here."),
        (("title: Discounts", "title:"), "title: Nothing stands here."),
        (("title: Discounts", "title: Discounts\nlinks: [our price list]"), "“our price list” is not a web address."),
    ],
)
def test_a_slip_in_a_topic_is_named_for_what_it_is(tmp_path: Path, change: tuple[str, str], told_of_it: str) -> None:
    (problem,) = told(tmp_path, topics__discounts=LIGHT.replace(*change))
    assert told_of_it in problem


def test_the_address_of_a_link_is_enough(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, topics__discounts=LIGHT + "links: https://example.com/list\n")
    (link,) = layer.topics["discounts"].links
    assert (layer.problems, link.title[EN], link.url) == ((), "https://example.com/list", "https://example.com/list")


@pytest.mark.parametrize("name", ["topics/Discounts.yml.txt", "topics/discounts.txt", "topics/discounts", "discounts.yml.txt"])
def test_a_file_that_an_editor_gave_another_ending_is_told_with_the_name_it_needs(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(LIGHT, encoding="utf-8")
    (problem,) = told(tmp_path)
    assert f"{tmp_path.name}/{name}: Nothing reads this file" in problem
    assert "rename it to discounts.yml" in problem


def test_notes_beside_topics_are_left_alone_and_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.\n", encoding="utf-8")
    (problem,) = told(tmp_path)
    assert "There is no topic in this folder. Write one into topics/" in problem
    assert told(tmp_path, topics__discounts=LIGHT) == []
