"""What a turn can be, what speaks for it, and how labelled conversations teach what that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.advisor.turns.candidates import Act, Candidate, candidates
from bot.advisor.turns.choice import evidence, explain, rank, share_of
from bot.advisor.turns.feature_names import joined, viewed
from bot.advisor.turns.features import Situation
from bot.advisor.turns.learning import learn_turns
from bot.advisor.turns.replay import IDLE, IDLE_THREADS, Example, Replay, is_right
from bot.advisor.turns.shares import log_share
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.conversation import PLAY_VIEWS, Action, ActionKind, Conversation, View
from bot.domain.dialogue import Dialogue, LabelledTurn, TurnLabel
from bot.domain.language import Language, Segment
from tests.toys import toy_knowledge

E, S = Segment.ENTERPRISE, Segment.SMB
RUNNING = Conversation(topic="price", segment=E)


@pytest.fixture
def situation(weighed: Any, rote: Any) -> Any:
    def make(text: str = "a plain message", conversation: Conversation = RUNNING, **parts: Any) -> Situation:
        knowledge = toy_knowledge()
        return Situation(weighed(text, **parts), conversation, knowledge, SubjectWords(knowledge, rote.read))

    return make


def test_every_act_there_is_can_be_chosen_once(situation: Any) -> None:
    one = situation()
    found = list(candidates(one.weighed, RUNNING, one.knowledge))
    assert len(set(found)) == len(found)
    assert {candidate.act for candidate in found} == set(Act)
    assert [candidate.subject for candidate in found if candidate.act is Act.TURN] == ["churn", "speed"]


def test_what_was_offered_can_be_turned_to_and_older_buttons_lead_nowhere(situation: Any) -> None:
    offered = (Action(kind=ActionKind.SHOW, topic="haggle"), Action(kind=ActionKind.SHOW, topic="gone"))
    one = situation(conversation=Conversation(topic="speed", offered=offered))
    found = [candidate.subject for candidate in candidates(one.weighed, one.conversation, one.knowledge)]
    assert "haggle" in found
    assert "gone" not in found


def test_parts_of_a_play_are_offered_where_there_is_a_play(situation: Any) -> None:
    def views(topic: str) -> set[View]:
        one = situation(conversation=Conversation(topic=topic))
        return {candidate.view for candidate in candidates(one.weighed, one.conversation, one.knowledge)}

    assert views("haggle") >= PLAY_VIEWS
    assert views("price") >= PLAY_VIEWS
    assert not views("speed") & PLAY_VIEWS


def test_the_words_of_the_answer_on_screen_speak_for_staying(situation: Any) -> None:
    told = situation("which budgets", content=["budgets"]).features(Candidate(Act.STAY, "price"))
    strange = situation("which colours", content=["colours"]).features(Candidate(Act.STAY, "price"))
    assert told["stay told"] == 1.0
    assert "stay told" not in strange


def test_a_word_counts_for_itself_and_by_the_shelf_of_the_subject_on_screen(situation: Any) -> None:
    for subject, shelf, other in (("price", "basics", "metrics"), ("churn", "metrics", "basics")):
        shared = situation("how long", conversation=Conversation(topic=subject)).shared
        assert {"word how", f"{shelf} word how"} <= shared.keys()
        assert f"{other} word how" not in shared


def test_a_title_is_known_and_so_is_a_related_subject(situation: Any) -> None:
    features = situation("speed", content=["speed"]).features(Candidate(Act.TURN, "speed"))
    assert features["turn title"] == 1.0
    assert features["turn to related"] == 1.0


def test_probabilities_add_up_and_tell_what_counted(situation: Any, rote: Any) -> None:
    one = situation(topics={"speed": 0.8}, content=["fast"])
    choices = rank(one, rote.turn_weights)
    assert sum(choice.probability for choice in choices) == pytest.approx(1.0)
    assert choices[0].candidate == Candidate(Act.TURN, "speed")
    assert evidence(one, choices[0].candidate, rote.turn_weights)[0][0] == "turn share"
    assert share_of(choices, Act.TURN) > 0.5


def test_an_explanation_says_what_a_turn_was_taken_for_and_what_came_second(situation: Any, rote: Any) -> None:
    one = situation(topics={"speed": 0.8}, content=["fast"])
    first, second = explain(one.weighed, rote, one).turns
    assert first.what == "turn speed"
    assert first.probability > second.probability
    assert first.evidence[0][0] == "turn share"
    assert explain(one.weighed, rote, None).turns == ()


def test_how_a_message_comes_apart_is_seen(situation: Any) -> None:
    remark = situation("prices. of course").shared
    assert {"several sentences", "several sentences, no question", "short beginning"} <= remark.keys()
    asked = situation("we have three prices now. which one do they see?").shared
    assert "several sentences" in asked
    assert not {"several sentences, no question", "short beginning"} & asked.keys()


def test_a_subject_is_named_as_far_as_its_title_is_said(rote: Any) -> None:
    words = SubjectWords(toy_knowledge(), rote.read)
    title = next(iter(words.titles("speed").values()))
    assert words.named("speed", title | {"other"}) == 1.0
    assert words.named("speed", frozenset({"other"})) == 0.0


def test_a_name_in_the_middle_of_a_sentence_is_heard(situation: Any) -> None:
    assert situation("and to Nestle then").shared["proper name"] == 1.0
    assert "proper name" not in situation("And to them then").shared
    assert "proper name" not in situation("AND TO THEM").shared


def labelled(text: str, label: TurnLabel, **more: Any) -> LabelledTurn:
    return LabelledTurn(text=text, label=label, **more)


@pytest.mark.parametrize(
    ("turn", "right", "wrong"),
    [
        (labelled("x", TurnLabel.SOCIAL), Candidate(Act.SOCIAL), Candidate(Act.DECLINE)),
        (labelled("x", TurnLabel.DECLINE), Candidate(Act.DECLINE), Candidate(Act.STAY, "price")),
        (
            labelled("x", TurnLabel.VIEW, topics=("price",), view=View.WHY),
            Candidate(Act.VIEW, "price", View.WHY),
            Candidate(Act.VIEW, "price", View.MORE),
        ),
        (
            labelled("x", TurnLabel.SIDE, topics=("price",), side=S),
            Candidate(Act.SIDE, "price", side=S),
            Candidate(Act.SIDE, "price", side=E),
        ),
        (labelled("x", TurnLabel.DETAIL, topics=("price",)), Candidate(Act.STAY, "price"), Candidate(Act.TURN, "speed")),
        (
            labelled("x", TurnLabel.DETAIL, topics=("price",)),
            Candidate(Act.VIEW, "price", View.EXAMPLE),
            Candidate(Act.VIEW, "price", View.WHY),
        ),
        (labelled("x", TurnLabel.TOPIC, topics=("speed",)), Candidate(Act.TURN, "speed"), Candidate(Act.TURN, "churn")),
        (labelled("x", TurnLabel.PICK, topics=("speed",)), Candidate(Act.TURN, "speed"), Candidate(Act.STAY, "price")),
        (labelled("x", TurnLabel.CORRECT, topics=("speed",)), Candidate(Act.CORRECT), Candidate(Act.STAY, "price")),
        (
            labelled("x", TurnLabel.CORRECT, topics=("price",), side=S),
            Candidate(Act.SIDE, "price", side=S),
            Candidate(Act.CORRECT),
        ),
    ],
)
def test_what_a_label_calls_right(turn: LabelledTurn, right: Candidate, wrong: Candidate) -> None:
    assert is_right(right, turn, RUNNING)
    assert not is_right(wrong, turn, RUNNING)


DIALOGUES = (
    Dialogue(
        language=Language("en"),
        turns=(
            labelled("price for big firms", TurnLabel.TOPIC, topics=("price",), side=E),
            labelled("why", TurnLabel.VIEW, topics=("price",), view=View.WHY),
            labelled("5 of 120", TurnLabel.TASK_SUM),
            labelled("and small ones", TurnLabel.SIDE, topics=("price",), side=S),
            labelled("fast", TurnLabel.TOPIC, topics=("speed",)),
            labelled("rain", TurnLabel.DECLINE),
        ),
    ),
)


@pytest.fixture
def replay(rote: Any, weighed: Any) -> Replay:
    rote.known |= {
        "why": weighed("why", follow_ups={"why": 0.6}, none=0.2),
        "and small ones": weighed("and small ones", follow_ups={"to-smb": 0.4}),
        "fast": weighed("fast", topics={"speed": 0.5, "price": 0.3}, content=["fast"]),
        "rain": weighed("rain", topics={"price": 0.3}, none=0.4, content=["rain"]),
    }
    return Replay(toy_knowledge(), rote)


def test_a_conversation_is_replayed_from_the_right_answers(replay: Replay) -> None:
    examples = list(replay.examples(DIALOGUES))
    acts = [example.candidates[example.right.index(True)].act for example in examples]
    assert [sum(example.right) for example in examples] == [1] * 4, "the sum and the first message teach no turn"
    assert acts == [Act.VIEW, Act.SIDE, Act.TURN, Act.DECLINE]
    assert [example.worth for example in examples] == [1] * 4


def test_threads_in_which_many_turns_ask_nothing_are_taken_now_and_then(replay: Replay) -> None:
    idle = replace(DIALOGUES[0], turns=(DIALOGUES[0].turns[0], *[labelled("rain", TurnLabel.DECLINE)] * IDLE))
    assert len(list(replay.examples([idle] * (IDLE_THREADS - 1)))) == 0
    assert len(list(replay.examples([idle] * IDLE_THREADS))) == IDLE


def test_shares_become_numbers_of_one_size() -> None:
    assert [log_share(share) for share in (0.0, 1e-10, 1.0)] == [-1.0, -1.0, 1.0]
    assert -1.0 < log_share(1e-9) < log_share(0.5) < 1.0


def test_a_message_is_told_by_pairs_of_its_words_whatever_it_is_about(situation: Any) -> None:
    def pairs(text: str, about: str) -> set[str]:
        return {name for name in situation(text, content=[about]).shared if name.startswith("pair ")}

    assert pairs("so the price", "price") == {"pair ^ so", "pair so the", "pair the *", "pair * $"}
    assert pairs("so the price", "price") == pairs("so the speed", "speed")


def test_what_is_impossible_has_no_number_of_its_own(situation: Any) -> None:
    shared = situation("why", follow_ups={"why": 0.6, "more": 0.0001}).shared
    assert "intent why" in shared
    assert "intent more" not in shared


def test_a_candidate_says_where_it_leads_from(situation: Any) -> None:
    own = situation(conversation=replace(RUNNING, view=View.WHY)).own(Candidate(Act.TURN, "speed"))
    assert {"turn", "turn after why", "turn to speed", "turn to speed from price"} <= own.keys()


def score(place: int, example: Example, weights: Mapping[str, float]) -> float:
    candidate, features = example.candidates[place], dict(example.own[place])
    features |= {joined(candidate.act, name): value for name, value in example.shared.items()}
    if candidate.act is Act.VIEW:
        features |= {viewed(candidate.view, name): value for name, value in example.words.items()}
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def test_weights_are_learnt_that_choose_the_right_turns_and_always_the_same(replay: Replay) -> None:
    examples = list(replay.examples(DIALOGUES * 2))
    weights = learn_turns(examples * 20)
    assert weights == learn_turns(examples * 20)
    for example in examples:
        scores = [score(place, example, weights) for place in range(len(example.own))]
        assert example.right[scores.index(max(scores))]
