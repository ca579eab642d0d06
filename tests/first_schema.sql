-- A database of the first schema (0001) as release 0.1.0 made and filled it. Frozen: never change it with the code.
-- SQLite's types; for PostgreSQL DATETIME stands for TIMESTAMP WITH TIME ZONE.
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE conversations (
  thread TEXT NOT NULL, team TEXT NOT NULL, body TEXT NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (thread)
);
CREATE TABLE questions (
  team TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, thread TEXT, text TEXT NOT NULL, gist TEXT NOT NULL,
  language TEXT NOT NULL, segment TEXT, outcome TEXT NOT NULL, topics TEXT NOT NULL, confidence FLOAT NOT NULL, asked_at DATETIME NOT NULL,
  PRIMARY KEY (team, id)
);
CREATE TABLE feedback (
  team TEXT NOT NULL, question TEXT NOT NULL, person TEXT NOT NULL, helpful BOOLEAN NOT NULL, reason TEXT NOT NULL,
  given_at DATETIME NOT NULL, PRIMARY KEY (team, question, person)
);
CREATE TABLE assessments (
  team TEXT NOT NULL, person TEXT NOT NULL, id TEXT NOT NULL, answers TEXT NOT NULL, model TEXT NOT NULL, made_at DATETIME NOT NULL,
  PRIMARY KEY (team, person, id)
);
CREATE TABLE preferences (
  team TEXT NOT NULL, person TEXT NOT NULL, language TEXT NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (team, person)
);
CREATE TABLE seen_events (
  "key" TEXT NOT NULL, team TEXT NOT NULL, free_at DATETIME NOT NULL, PRIMARY KEY ("key")
);
CREATE INDEX ix_conversations_team ON conversations (team);
CREATE INDEX ix_conversations_updated_at ON conversations (updated_at);
CREATE INDEX ix_questions_asked_at ON questions (asked_at);
CREATE INDEX ix_questions_of_person ON questions (team, person, asked_at);
CREATE INDEX ix_questions_of_outcome ON questions (outcome, asked_at);
CREATE INDEX ix_feedback_given_at ON feedback (given_at);
CREATE INDEX ix_assessments_made_at ON assessments (made_at);
CREATE INDEX ix_seen_events_free_at ON seen_events (free_at);
CREATE INDEX ix_seen_events_team ON seen_events (team);
INSERT INTO conversations (thread, team, body, updated_at) VALUES
  ('T1:C1:1700000001.000100', 'T1', '{"version": 1, "topic": "sales-cycle", "segment": "enterprise", "language": "en", "view": "short", "offered": [{"kind": "show", "topic": "sales-cycle", "segment": "smb", "view": "short", "value": ""}, {"kind": "show", "topic": "sales-cycle", "segment": "both", "view": "compare", "value": ""}, {"kind": "show", "topic": "sales-cycle", "segment": "enterprise", "view": "more", "value": ""}, {"kind": "show", "topic": "sales-cycle", "segment": "enterprise", "view": "source", "value": ""}, {"kind": "show", "topic": "buying-process", "segment": null, "view": "short", "value": ""}, {"kind": "show", "topic": "objections", "segment": null, "view": "short", "value": ""}, {"kind": "show", "topic": "deal-economics", "segment": null, "view": "short", "value": ""}], "pending": {}}', '2026-03-01 12:00:00.000000');
INSERT INTO conversations (thread, team, body, updated_at) VALUES
  ('T1:C1:1700000002.000100', 'T1', '{"version": 1, "topic": "metric-churn-rate", "segment": "smb", "language": "id", "view": "short", "offered": [{"kind": "show", "topic": "metric-churn-rate", "segment": "smb", "view": "more", "value": ""}, {"kind": "show", "topic": "metric-churn-rate", "segment": "smb", "view": "source", "value": ""}, {"kind": "calculate", "topic": null, "segment": null, "view": "short", "value": "metric-churn-rate"}, {"kind": "show", "topic": "key-metrics", "segment": null, "view": "short", "value": ""}, {"kind": "show", "topic": "metric-customer-lifetime-value", "segment": null, "view": "short", "value": ""}, {"kind": "show", "topic": "metric-sales-growth", "segment": null, "view": "short", "value": ""}], "pending": {}}', '2026-03-01 12:00:00.000000');
INSERT INTO conversations (thread, team, body, updated_at) VALUES
  ('T1:D1:1700000003.000100', 'T1', '{"version": 1, "topic": null, "segment": null, "language": "en", "view": "short", "offered": [{"kind": "fit", "topic": null, "segment": null, "view": "short", "value": "team=senior"}, {"kind": "fit", "topic": null, "segment": null, "view": "short", "value": "team=digital"}, {"kind": "fit", "topic": null, "segment": null, "view": "short", "value": "team=?"}], "pending": {"kind": "fit", "question": "team", "answers": {"values": {"annual_contract_value_usd": 2000}, "given": {}, "signs": [], "both": false}}}', '2026-03-01 12:00:00.000000');
INSERT INTO questions (team, id, person, thread, text, gist, language, segment, outcome, topics, confidence, asked_at) VALUES
  ('T1', 'q0', 'U1', 'T1:C1:1700000001.000100', 'how long is an enterprise sales cycle?', 'how long is an enterprise sales cycle', 'en', 'enterprise', 'answer', '["sales-cycle"]', 0.9, '2026-03-01 12:00:00.000000');
INSERT INTO questions (team, id, person, thread, text, gist, language, segment, outcome, topics, confidence, asked_at) VALUES
  ('T1', 'q1', 'U1', 'T1:C1:1700000001.000100', 'do you sell to ministries', 'do you sell to ministries', 'en', NULL, 'unknown', '[]', 0.9, '2026-03-01 12:01:00.000000');
INSERT INTO feedback (team, question, person, helpful, reason, given_at) VALUES
  ('T1', 'q0', 'U1', FALSE, 'too long', '2026-03-01 12:00:00.000000');
INSERT INTO assessments (team, person, id, answers, model, made_at) VALUES
  ('T1', 'U1', 'a1', '{"employees": 2000, "stakeholders": null}', '1', '2026-03-01 12:00:00.000000');
INSERT INTO preferences (team, person, language, updated_at) VALUES
  ('T1', 'U1', 'id', '2026-03-01 12:00:00.000000');
INSERT INTO seen_events ("key", team, free_at) VALUES
  ('T1:C1:1700000001.000100', 'T1', '2026-03-01 13:00:00.000000');
INSERT INTO seen_events ("key", team, free_at) VALUES
  ('T1:Ev1', 'T1', '2026-03-01 13:00:00.000000');
