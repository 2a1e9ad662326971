package sqlite

// migrations bring a record from version i to i+1. They are never changed once released.
var migrations = []string{`
CREATE TABLE capture (id TEXT PRIMARY KEY, source TEXT NOT NULL, media_type TEXT NOT NULL, bytes BLOB NOT NULL, reading BLOB NOT NULL, added TEXT NOT NULL) STRICT;
CREATE TABLE article (
	id TEXT PRIMARY KEY, capture TEXT NOT NULL REFERENCES capture(id), language TEXT NOT NULL, title TEXT NOT NULL, published TEXT, agencies TEXT NOT NULL
) STRICT;
CREATE TABLE entity (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
CREATE TABLE name (entity INTEGER NOT NULL REFERENCES entity(id), language TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (entity, language, name)) STRICT, WITHOUT ROWID;
CREATE TABLE name_key (token TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity(id), name TEXT NOT NULL, PRIMARY KEY (token, entity, name)) STRICT, WITHOUT ROWID;
CREATE TABLE statement (
	id INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES article(id), local TEXT NOT NULL, kind TEXT NOT NULL,
	speaker INTEGER REFERENCES entity(id), addressee INTEGER REFERENCES entity(id), words TEXT NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_speaker ON statement(speaker);
CREATE INDEX statement_article ON statement(article);
CREATE TABLE about (statement INTEGER NOT NULL REFERENCES statement(id), entity INTEGER NOT NULL REFERENCES entity(id), role TEXT NOT NULL, PRIMARY KEY (entity, role, statement)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE content USING fts5(body, tokenize = "unicode61 remove_diacritics 2");
`, `
ALTER TABLE capture ADD COLUMN origin TEXT NOT NULL DEFAULT '{}';
CREATE TABLE line (outlet TEXT NOT NULL, hash INTEGER NOT NULL, title INTEGER NOT NULL, capture TEXT NOT NULL REFERENCES capture(id), PRIMARY KEY (outlet, hash, capture)) STRICT, WITHOUT ROWID;
CREATE INDEX line_capture ON line(capture);
`}

// application marks an SQLite file as a record: "Rapp" in ASCII.
const application = 0x52617070
