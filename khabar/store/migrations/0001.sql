-- The first layout of a Khabar store. Each migration runs once, in one transaction; PRAGMA
-- user_version counts them. Never edit a released one: add the next.

-- One row a version of an article. Everything below it belongs to one reading of one text.
CREATE TABLE articles (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL,        -- SHA-256 of the canonical URL, or of title and text
  revision      INTEGER NOT NULL,     -- 1, 2, …: the same key with another text
  superseded_by INTEGER REFERENCES articles(id),  -- null for the newest revision
  outlet        TEXT,
  date          TEXT,                 -- YYYY-MM-DD
  published     TEXT,                 -- as exact as the source gives it, ISO 8601
  utc           TEXT NOT NULL,        -- the same in UTC, to sort by; '' where nothing is known
  title         TEXT,
  author        TEXT,
  category      TEXT,
  url           TEXT,
  given_id      TEXT,                 -- the id that the source gave, where it gave one
  words         INTEGER NOT NULL,
  hash          BLOB NOT NULL,        -- SHA-256 of title and text, first 16 bytes
  version       TEXT NOT NULL,        -- the Khabar that read it
  source        INTEGER REFERENCES sources(id),
  line          INTEGER,              -- place in the source, from 1
  stored_at     TEXT NOT NULL,        -- when this revision was first stored, UTC
  read_at       TEXT NOT NULL         -- when its record was last read, UTC
);
CREATE UNIQUE INDEX articles_key ON articles(key, revision);
CREATE INDEX articles_utc ON articles(utc);
CREATE INDEX articles_given ON articles(given_id) WHERE given_id IS NOT NULL;

CREATE TABLE texts (
  article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  text    TEXT NOT NULL
);

-- Every distinct name once: of mentions' actors, speakers, parties.
CREATE TABLE names (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- `number` is the id inside the article's record; offsets count characters from 0, end exclusive.
CREATE TABLE actors (
  article     INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  name        INTEGER NOT NULL REFERENCES names(id),
  kind        TEXT NOT NULL,
  country     TEXT,
  role        TEXT,
  title       TEXT,
  gender      TEXT,
  resolved_by TEXT,
  wikidata    TEXT,
  latitude    REAL,
  longitude   REAL,
  PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX actors_name ON actors(name);

CREATE TABLE mentions (
  article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  actor   INTEGER,
  text    TEXT,                       -- null where it is the article's own characters
  PRIMARY KEY (article, number),
  FOREIGN KEY (article, actor) REFERENCES actors(article, number) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE times (
  article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  type    TEXT NOT NULL,
  value   TEXT NOT NULL,
  text    TEXT,                       -- null where it is the article's own characters
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

CREATE TABLE statements (
  id             INTEGER PRIMARY KEY,
  article        INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number         INTEGER NOT NULL,
  kind           TEXT NOT NULL,
  act            TEXT NOT NULL,
  start          INTEGER NOT NULL,    -- of the first piece of the content
  end            INTEGER NOT NULL,    -- of the last piece of the content
  pieces         TEXT,                -- JSON [[start, end], …] where the content has several
  cue_start      INTEGER NOT NULL,
  cue_end        INTEGER NOT NULL,
  lemma          TEXT NOT NULL,
  speaker        INTEGER REFERENCES names(id),
  speaker_start  INTEGER,
  speaker_end    INTEGER,
  speaker_actor  INTEGER,
  speaker_by     TEXT,                -- the step that found the speaker, or why none did
  country        TEXT,                -- the speaker's, copied from its actor
  parent         INTEGER,             -- number of the statement around this one
  confidence     REAL NOT NULL,
  negated        INTEGER NOT NULL,
  future         INTEGER NOT NULL,
  UNIQUE (article, number),
  FOREIGN KEY (article, speaker_actor) REFERENCES actors(article, number) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX statements_speaker ON statements(speaker);

-- Addressees and media of statements. `role`: addressee | via | via_inherited.
CREATE TABLE statement_parties (
  statement   INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
  role        TEXT NOT NULL,
  position    INTEGER NOT NULL,
  name        INTEGER REFERENCES names(id),
  start       INTEGER,
  end         INTEGER,
  actor       INTEGER,
  resolved_by TEXT,
  PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;

CREATE TABLE events (
  id            INTEGER PRIMARY KEY,
  article       INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  type          TEXT NOT NULL,
  mode          TEXT,
  trigger_start INTEGER NOT NULL,
  trigger_end   INTEGER NOT NULL,
  time          INTEGER,              -- number of the time in the article
  status        TEXT NOT NULL,
  statement     INTEGER,              -- number of the statement that tells it
  confidence    REAL NOT NULL,
  mentions      TEXT,                 -- JSON [[start, end], …] of later mentions
  victims       TEXT,                 -- JSON {"killed": 3, …}
  UNIQUE (article, number),
  FOREIGN KEY (article, time) REFERENCES times(article, number) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (article, statement) REFERENCES statements(article, number) DEFERRABLE INITIALLY DEFERRED
);

-- `role`: source | target | place.
CREATE TABLE event_parties (
  event       INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  role        TEXT NOT NULL,
  position    INTEGER NOT NULL,
  name        INTEGER REFERENCES names(id),
  start       INTEGER,
  end         INTEGER,
  actor       INTEGER,
  resolved_by TEXT,
  country     TEXT,                   -- copied from its actor
  PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX event_parties_country ON event_parties(country, event) WHERE country IS NOT NULL;
CREATE INDEX event_parties_name ON event_parties(name) WHERE role <> 'place';

-- Wire copies and rewrites: pairs of articles that share most of their words.
CREATE TABLE near_duplicates (
  article    INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  earlier    INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  similarity REAL NOT NULL,           -- estimated Jaccard similarity of three-word shingles
  PRIMARY KEY (article, earlier)
) WITHOUT ROWID;
CREATE INDEX near_duplicates_earlier ON near_duplicates(earlier);
CREATE TABLE signatures (
  article   INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  signature BLOB NOT NULL             -- MinHash state, to find duplicates of later articles
);

-- Where articles came from, and what could not be read.
CREATE TABLE sources (
  id            INTEGER PRIMARY KEY,
  place         TEXT NOT NULL UNIQUE, -- path or URL as given
  etag          TEXT,
  last_modified TEXT,
  fetched_at    TEXT
);
CREATE TABLE failures (
  id       INTEGER PRIMARY KEY,
  source   TEXT NOT NULL,             -- path or URL to try again
  item     TEXT NOT NULL,             -- file, member or address inside it
  line     INTEGER NOT NULL,          -- line or record from 1; 0 for the whole item
  reason   TEXT NOT NULL,
  tries    INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at  TEXT NOT NULL,
  UNIQUE (source, item, line)
);

-- Full text, over stems of the folded words: every spelling finds every other. No text is kept
-- twice: the indexes hold positions only.
CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE statements_fts USING fts5(content, content='', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE names_fts USING fts5(name, content='', tokenize="unicode61 remove_diacritics 0");

-- The common questions.
CREATE VIEW latest AS
  SELECT a.id, a.outlet, a.date, a.published, a.title, a.author, a.category, a.url, a.words, t.text
  FROM articles a JOIN texts t ON t.article = a.id WHERE a.superseded_by IS NULL;

CREATE VIEW said AS
  SELECT s.id, a.date, a.outlet, n.name AS speaker, s.country, s.act, s.kind, s.lemma,
         substr(t.text, s.start + 1, s.end - s.start) AS content,
         s.negated, s.future, s.confidence, s.article, a.title, a.url
  FROM statements s JOIN articles a ON a.id = s.article JOIN texts t ON t.article = s.article
  LEFT JOIN names n ON n.id = s.speaker WHERE a.superseded_by IS NULL;

CREATE VIEW happened AS
  SELECT e.id, a.date, a.outlet, e.type, e.mode, e.status,
    (SELECT group_concat(n.name, '; ') FROM event_parties p JOIN names n ON n.id = p.name
      WHERE p.event = e.id AND p.role = 'source') AS sources,
    (SELECT group_concat(n.name, '; ') FROM event_parties p JOIN names n ON n.id = p.name
      WHERE p.event = e.id AND p.role = 'target') AS targets,
    (SELECT group_concat(n.name, '; ') FROM event_parties p JOIN names n ON n.id = p.name
      WHERE p.event = e.id AND p.role = 'place') AS place,
    substr(t.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS trigger,
    e.confidence, e.article, a.title, a.url
  FROM events e JOIN articles a ON a.id = e.article JOIN texts t ON t.article = e.article
  WHERE a.superseded_by IS NULL;

CREATE VIEW speakers AS
  SELECT n.name, count(*) AS statements, count(DISTINCT s.article) AS articles,
         min(a.date) AS first, max(a.date) AS last
  FROM statements s JOIN articles a ON a.id = s.article JOIN names n ON n.id = s.speaker
  WHERE a.superseded_by IS NULL GROUP BY n.id;

CREATE VIEW copies AS
  SELECT d.similarity, a.outlet, a.published, a.title, b.outlet AS earlier_outlet,
         b.published AS earlier_published, b.title AS earlier_title, d.article, d.earlier
  FROM near_duplicates d JOIN articles a ON a.id = d.article JOIN articles b ON b.id = d.earlier;
