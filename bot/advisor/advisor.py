"""The one door: an utterance in, a reply out, the conversation remembered."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from bot.advisor.answers import Answers
from bot.advisor.asked_back import AskedBack
from bot.advisor.details import Details
from bot.advisor.kept import remember
from bot.advisor.links import LinkRequests
from bot.advisor.nearest import nearest
from bot.advisor.offers import Telling
from bot.advisor.ports import ConversationStore
from bot.advisor.screen.screen import Screen
from bot.advisor.speech import language_of, spoken_by
from bot.advisor.subject_views import SubjectViews
from bot.advisor.tasks import Step, Tasks
from bot.advisor.titles import Titles
from bot.advisor.touched import Touched
from bot.advisor.turns import Kind, Turn, corrected, decide, decide_in, explain, turn_to, view_asked
from bot.advisor.turns.features import Situation
from bot.advisor.turns.offered import chosen_offer, first_offer
from bot.advisor.turns.sides import concepts_of, side_beside_title
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.conversation import Action, ActionKind, Conversation, Form, Utterance, View
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import FALLBACK, Language
from bot.domain.reply import Outcome, Reply
from bot.domain.want import Want
from bot.language.message import Message
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed


class Advisor:
    """Answers what people ask, one utterance at a time. Safe to share between threads."""

    def __init__(
        self,
        *,
        knowledge: KnowledgeBase,
        matcher: Matcher,
        conversations: ConversationStore,
        tasks: Tasks | None = None,
        adds: Telling | None = None,
    ) -> None:
        """`tasks` are the calculators, the fit assessment and their like; without any the advisor only answers topics.

        `adds` tells which offers would only say the same again.
        """
        self._knowledge = knowledge
        self._matcher = matcher
        self._conversations = conversations
        self._tasks = tasks or Tasks()
        self._answers = Answers(knowledge, self._tasks, adds)
        self._words = SubjectWords(knowledge, matcher.read)
        self._titles = Titles(knowledge, matcher.reader, self._words)
        self._links = LinkRequests(knowledge, matcher, self._answers, self._titles)
        self._views = SubjectViews(knowledge, self._answers)
        touched = Touched(knowledge, matcher.read, self._words)
        self._details = Details(knowledge, self._answers, touched)
        self._screen = Screen(knowledge, self._answers, self._words, touched)
        self._asked_back = AskedBack(knowledge, matcher, self._words)

    def over(self, conversations: ConversationStore) -> Advisor:
        """Return the same with other conversations; what it has made of the knowledge is shared, for nobody changes it."""
        other = copy(self)
        other._conversations = conversations  # noqa: SLF001 (a copy of its own class)
        return other

    def respond(self, utterance: Utterance) -> Reply:
        """Answer one utterance and remember the conversation of its thread."""
        conversation = self._find(utterance.thread)
        if utterance.form is not None:
            reply, after = self._submit(utterance.form, utterance, conversation)
        elif utterance.action is not None:
            reply, after = self._act(utterance.action, utterance, conversation)
        else:
            reply, after = self._hear(utterance, conversation)
        reply = self._leading_somewhere(reply)
        # A reply that offers nothing new (thanks, a number out of range) leaves the earlier offer standing; not so where a
        # task waits for input, for there a number is an answer, but a brief only waits for what is told.
        standing = () if after.is_waiting and after.open_brief is None else after.offered
        stands = reply.outcome is Outcome.SMALLTALK and reply.actions in ((), conversation.offered)
        shown = after.shown if stands else reply.outcome
        kept = replace(after, offered=reply.actions or standing, newest=utterance.ts or after.newest, shown=shown)
        kept = AskedBack.without_answered(kept)
        for thread in filter(None, (utterance.thread, utterance.branch)):
            self._conversations.save(thread=thread, conversation=kept)
        return reply

    def overhear(self, *, thread: str, ts: str) -> None:
        """Take note of a message in a thread that is remembered, though it is not for the bot; no other thread is."""
        conversation = self._conversations.find(thread=thread)
        if conversation is not None:
            self._conversations.save(thread=thread, conversation=replace(conversation, newest=ts))

    def _find(self, thread: str | None) -> Conversation:
        """What is remembered, without a subject that is gone, or not for this place."""
        found = (self._conversations.find(thread=thread) if thread is not None else None) or Conversation()
        return found if found.topic is None or found.topic in self._knowledge.subjects else replace(found, topic=None)

    def _leading_somewhere(self, reply: Reply) -> Reply:
        """The reply without offers of subjects that a layer hides, which the rules of tasks may still speak of."""
        offered = tuple(one for one in reply.actions if one.topic is None or one.topic in self._knowledge.subjects)
        return reply if len(offered) == len(reply.actions) else replace(reply, actions=offered)

    def _hear(self, utterance: Utterance, conversation: Conversation) -> Step:
        chosen = chosen_offer(utterance.text, conversation) if utterance.meant_for is None else None
        if chosen is not None:
            return self._act(chosen, utterance, conversation)
        message = self._matcher.reader.read(utterance.text, spoken_by(utterance, conversation))
        done = self._hear_named(message, utterance, conversation)
        if done is not None:
            return done
        title = self._titles.exact(message)
        if title is not None:
            topic, spoken = title
            conversation = replace(conversation, language=spoken or conversation.language)
            return self._act(Action(kind=ActionKind.SHOW, topic=topic), utterance, conversation)
        reply, after = self._understand(message, utterance, conversation)
        return replace(reply, is_cut=message.is_cut), after

    def _hear_named(self, message: Message, utterance: Utterance, conversation: Conversation) -> Step | None:
        """Give a message to the task that the person named; None where it named none, or says nothing for it."""
        if utterance.meant_for is None:
            return None
        return self._tasks.named(utterance.meant_for, message, message.language or message.spoken or FALLBACK, conversation)

    def _understand(self, message: Message, utterance: Utterance, conversation: Conversation) -> Step:
        """Take a message for what it most likely is: a task's, or a turn of the conversation."""
        weighed = self._matcher.weigh(message)
        language = language_of(weighed, utterance, conversation)
        conversation = replace(conversation, language=language)
        table = self._tasks.named(ActionKind.OVERVIEW, message, language, conversation) if utterance.command else None
        done = table or self._tasks.claim(weighed, language, conversation)
        done = done or self._screen.claims(
            weighed, language, conversation, lambda action: self._act(action, utterance, conversation)
        )
        if done is not None:
            return done
        if not any(character.isalpha() for word in weighed.reading.words for character in word):
            return self._answers.social("unreadable" if utterance.text.strip() else "empty", language), conversation
        reply, after = self._turn(weighed, utterance, language, conversation)
        why = explain(weighed, self._matcher, self._situation(weighed, conversation)) if utterance.explain else None
        return replace(reply, explanation=why), after

    def _turn(self, weighed: Weighed, utterance: Utterance, language: Language, conversation: Conversation) -> Step:
        opened = self._links.claims(weighed, language, conversation)
        if opened is not None:
            return opened
        named = self._titles.named_beside(weighed, conversation.topic)
        compared = view_asked(weighed.message) is View.COMPARE and (named or self._titles.compared(weighed))
        if compared and len(compared) == 1:
            return self._views.show(
                Turn(kind=Kind.TOPIC, topics=compared, view=View.COMPARE, confidence=1.0), language, conversation
            )
        if named:
            segment = side_beside_title(weighed, conversation)
            asked = [self._views.asked(subject, segment, conversation, concepts=concepts_of(weighed)) for subject in named]
            return self._answers.answer(asked, language, 1.0, named), remember(conversation, asked[0], language)
        situation = self._situation(weighed, conversation)
        turn = decide_in(situation, self._matcher) if situation else decide(weighed, self._matcher, conversation)
        turn = self._asked_back.meant(turn, weighed, conversation)
        if turn.kind is Kind.CORRECTION:
            turn = corrected(weighed, self._matcher, conversation)
        return self._carry_out(turn, utterance, weighed, language, conversation)

    def _situation(self, weighed: Weighed, conversation: Conversation) -> Situation | None:
        """A message in a conversation that is about a subject; None where it is about none."""
        if conversation.topic is None:
            return None
        return Situation(weighed, conversation, self._knowledge, self._words)

    def _carry_out(
        self, turn: Turn, utterance: Utterance, weighed: Weighed, language: Language, conversation: Conversation
    ) -> Step:
        if turn.kind is Kind.FOLLOW_UP or turn.detail:
            told = self._details.answer(turn, weighed, language, conversation)
            return told or self._views.show(self._views.detailed(turn, conversation), language, conversation, typed=True)
        if turn.kind in (Kind.TOPIC, Kind.CHOICES):
            return self._answer(turn, weighed, language, conversation)
        if turn.kind is Kind.LANGUAGE:
            return self._speak(self._matcher.reader.languages_asked[turn.intent], conversation)
        if turn.kind is Kind.YES and conversation.offered:
            return self._act(first_offer(conversation), utterance, conversation)
        opened = self._tasks.press(Action(kind=ActionKind.FIT), language, conversation) if turn.kind is Kind.FIT else None
        return opened or self._decline(turn, weighed, language, conversation)

    def _decline(self, turn: Turn, weighed: Weighed, language: Language, conversation: Conversation) -> Step:
        """Say something social, or that the knowledge does not hold it."""
        if turn.kind is Kind.SOCIAL:
            return self._answers.social(turn.intent, language), conversation
        if turn.kind is Kind.BROWSE:
            return self._answers.browse(None, language), conversation
        if turn.kind is Kind.YES:
            return self._answers.social("empty", language), conversation
        asked = self._asked_back.text_of(turn, weighed, conversation)
        after = self._asked_back.declined(turn, asked, conversation)
        declined = self._matcher.weigh_text(asked) if turn.again else weighed
        near = nearest(declined, self._matcher, self._knowledge.subjects)
        return self._answers.unknown(near, language, turn.confidence, turn.topics), after

    def _ask_back(self, turn: Turn, weighed: Weighed, language: Language, conversation: Conversation) -> Step:
        segment = turn.segment or conversation.segment
        asked = self._asked_back.text_of(turn, weighed, conversation)
        after = replace(conversation, topic=turn.topics[0], segment=segment, view=View.SHORT, asked=asked)
        reply = self._answers.choices(turn.topics, language, segment, turn.confidence, turn.want, again=turn.again)
        return reply, after

    def _answer(self, turn: Turn, weighed: Weighed, language: Language, conversation: Conversation) -> Step:
        """Answer every question where the message asks several; else the topic, or ask which was meant."""
        questions = self._matcher.questions(weighed)
        figure = self._titles.asks_figure(weighed)
        turn = replace(turn, want=Want.BENCHMARK) if figure else turn
        if len(questions) == 1 and turn.kind is Kind.CHOICES and not figure:
            return self._ask_back(turn, weighed, language, conversation)
        if len(questions) == 1:
            return self._views.show(turn, language, conversation)
        asked = [self._views.asked(one.topics[0][0], one.segment or weighed.segment, conversation) for one in questions]
        reply = self._answers.answer(asked, language, turn.confidence, turn.topics)
        return reply, remember(conversation, asked[0], language)

    def _speak(self, language: Language, conversation: Conversation) -> Step:
        """Say the last answer again in another language, or agree to speak it."""
        if conversation.topic is None:
            return self._answers.social("language", language), replace(conversation, language=language)
        turn = Turn(kind=Kind.FOLLOW_UP, topics=(conversation.topic,), view=conversation.view, confidence=1.0)
        reply, after = self._views.show(turn, language, conversation)
        # A message is written in the prospect's language; with the person the talk goes on in their own.
        return reply, replace(after, language=conversation.language) if conversation.view is View.MESSAGE else after

    def _act(self, action: Action, utterance: Utterance, conversation: Conversation) -> Step:
        """Carry out a pressed button or a chosen number. Buttons of an older knowledge fall back to browsing."""
        language = conversation.language or utterance.chosen_language() or utterance.client_language() or FALLBACK
        conversation = replace(conversation, language=language)
        if action.kind is ActionKind.SHOW and action.topic is not None and action.topic in self._knowledge.subjects:
            return self._views.show(turn_to(action.topic, action), language, conversation)
        if action.kind is ActionKind.ASK:
            return self._hear(replace(utterance, text=action.value, action=None), replace(conversation, offered=()))
        done = self._tasks.press(action, language, conversation)
        return done or (self._answers.browse(action.value or None, language), conversation)

    def _submit(self, form: Form, utterance: Utterance, conversation: Conversation) -> Step:
        """Take a form, in the language of its window. Forms of an older knowledge fall back to browsing."""
        language = utterance.chosen_language() or conversation.language or utterance.client_language() or FALLBACK
        done = self._tasks.submit(form, language, conversation)
        return done or (self._answers.browse(None, language), conversation)
