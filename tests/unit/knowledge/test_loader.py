"""Loading gives domain objects, or every problem at once."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.knowledge import Claim, ClaimKind, Figure, Guideline, Phrase
from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError
from bot.knowledge.loader import load_knowledge, load_phrases

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def _problems(toy: Toy) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(toy.folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_folder_becomes_domain_objects(toy: Toy) -> None:
    knowledge = load_knowledge(toy.folder)
    price = knowledge.topics["price"]
    assert list(knowledge.topics) == ["price", "speed"]
    assert price.reviewed_on == datetime.date(2026, 11, 23)
    assert price.is_comparison
    assert price.answer(Segment.ENTERPRISE)[Language("id")] == "Transaksi enterprise bernilai lebih."
    assert price.claims["large"] == Claim(
        id="large",
        side=Segment.ENTERPRISE,
        kind=ClaimKind.REASON,
        source="article.price",
        text={Language("en"): "Enterprise deals are larger.", Language("id"): "Transaksi enterprise lebih besar."},
    )
    assert price.guidance[Segment.SMB][1] == Guideline(
        claim="small", text={Language("en"): "Be quick.", Language("id"): "Bergeraklah cepat."}
    )
    assert price.note is None
    assert knowledge.topics["speed"].claims["quick"].kind is ClaimKind.FACT
    assert knowledge.figures["small-price"] == Figure(
        id="small-price", low=1000, high=1000, unit="usd", scale=None, source="article.price"
    )
    assert knowledge.units["usd"].forms[Language("en")]["one"] == "$#"
    assert knowledge.sources["article"].sections["speed"][Language("id")] == "Kecepatan"
    assert knowledge.group_of("speed").id == "basics"


def test_loading_does_not_read_phrases(toy: Toy) -> None:
    toy.write("phrases/en/price.yml", "nonsense: [")
    assert "price" in load_knowledge(toy.folder).topics


def test_problems_of_all_files_are_told_at_once_in_file_order(toy: Toy) -> None:
    toy.edit("units.yml", "dolar", "# dolar")
    toy.edit("topics/speed.yml", "related: [price]", "related: [price]\nrealted: [price]")
    toy.edit("topics/price.yml", "    id: Satu transaksi UKM bernilai $small-price.\n", "")
    toy.remove("figures.yml")
    assert _problems(toy) == [
        "kb/figures.yml: The file is missing. Create it, or restore it from version control.",
        "kb/topics/price.yml: claims.small.id: The text in the language “id” is missing. Add it under the key `id`.",
        "kb/topics/speed.yml: realted: The key “realted” is not known here. Did you mean “related”? Otherwise remove it.",
        "kb/units.yml: usd.id.other: “# # dolar AS” must hold the sign # exactly once. Put # where the number stands, "
        "such as “# months”.",
    ]


def test_a_source_may_have_a_web_address_and_no_half_of_one(toy: Toy) -> None:
    toy.edit("sources.yml", "published: 2023-01-12", "published: 2023-01-12\n  url: https://toys.example/price")
    assert load_knowledge(toy.folder).sources["article"].url == "https://toys.example/price"
    toy.edit("sources.yml", "https://toys.example/price", "toys.example/price")
    assert _problems(toy) == [
        "kb/sources.yml: article.url: “toys.example/price” is not a web address. "
        "Write it whole, such as https://example.com/page, or leave it out."
    ]


def test_an_id_that_leads_nowhere_stops_the_load(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "[price]", "[prize]")
    assert _problems(toy) == [
        "kb/topics/speed.yml: related[0]: There is no topic “prize”. Name the file of a topic without “.yml”."
    ]


def test_a_topic_on_no_shelf_stops_the_load(toy: Toy) -> None:
    toy.edit("groups.yml", "[price, speed]", "[price]")
    assert _problems(toy) == ["kb/groups.yml: The topic “speed” stands on no shelf. Add it to one group's `topics`."]


def test_misnamed_topic_files(toy: Toy) -> None:
    toy.write("topics/Big_Deal.yml", "title: x\n")
    toy.write("topics/deal.yaml", "title: x\n")
    toy.write("topics/.hidden.yml", "title: x\n")
    toy.write("topics/README.md", "For authors.\n")
    assert _problems(toy) == [
        "kb/topics/Big_Deal.yml: The file name “Big_Deal” is not an id. Rename it to lower-case letters, digits and single "
        "hyphens, such as big-deal.yml.",
        "kb/topics/deal.yaml: The file name does not end in “.yml”. Rename it to deal.yml.",
    ]


def test_no_topics(toy: Toy) -> None:
    toy.remove("topics/price.yml")
    toy.remove("topics/speed.yml")
    assert _problems(toy)[-1] == "kb/topics: There is no topic here. Write a first topic, such as topics/sales-cycle.yml."


def test_a_missing_topics_folder(toy: Toy) -> None:
    (toy.folder / "topics").rename(toy.folder / "gone")
    assert _problems(toy)[-1] == "kb/topics: The folder is missing. Create it, or restore it from version control."


def test_phrases_carry_the_side_they_name(toy: Toy) -> None:
    toy.write("phrases/id/speed.yml", "both: [cepat mana]\nany: [berapa lama]\n")
    phrases = load_phrases(toy.folder)
    assert phrases[0] == Phrase(language=Language("en"), topic="price", segment=None, text="en price question a")
    assert phrases[-2:] == (
        Phrase(language=Language("id"), topic="speed", segment=None, text="berapa lama"),
        Phrase(language=Language("id"), topic="speed", segment=Segment.BOTH, text="cepat mana"),
    )


def test_phrases_out_of_place_or_shape(toy: Toy) -> None:
    toy.write("phrases/fr/price.yml", "any: [combien]\n")
    toy.write("phrases/price.yml", "any: [how much]\n")
    toy.write("phrases/en/price.yml", "any: [[how], ' ']\nSMB: [how much]\n")
    with pytest.raises(KnowledgeError) as caught:
        load_phrases(toy.folder)
    assert [str(problem) for problem in caught.value.problems] == [
        "kb/phrases/en/price.yml: any[0]: This must be a text. Write a text; put it in double quotes if it looks like a "
        "number, a date, yes or no.",
        "kb/phrases/en/price.yml: any[1]: The text is empty. Write the text, or remove the entry.",
        "kb/phrases/en/price.yml: SMB: The key “SMB” is not known here. Remove it, or correct its spelling.",
        "kb/phrases/fr: This is out of place. Keep it in one of the folders en, id.",
        "kb/phrases/price.yml: This is out of place. Keep it in one of the folders en, id.",
    ]


def test_a_topic_tells_how_it_leads_to_the_fit_check_and_what_newcomers_are_shown_first(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "owner: sales-enablement\nfit: asked\nfirst: 1\n")
    toy.edit("topics/price.yml", "owner: sales-enablement\n", "owner: sales-enablement\nfit: offered\nfirst: 2\n")
    knowledge = load_knowledge(toy.folder)
    assert {topic.id: topic.fit for topic in knowledge.topics.values()} == {"price": "offered", "speed": "asked"}
    assert knowledge.first_questions == ("speed", "price")


def test_an_unknown_way_to_the_fit_check_is_a_fault(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "owner: sales-enablement\nfit: perhaps\n")
    (problem,) = _problems(toy)
    assert "topics/speed.yml" in problem
    assert "offered" in problem
