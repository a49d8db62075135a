/** How the files of a station's journal are laid out; `user_version` counts the changes of it. */
export const SCHEMA_VERSION = 2;

// What entries have set, by name, as text: each value is written in the commit of the entry that says so.
const STANDING = "CREATE TABLE standing (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

/** What brings files of each older version to the next one. */
export const MIGRATIONS: Readonly<Record<number, string>> = { 1: STANDING };

export const SCHEMA = `
  CREATE TABLE chain (
    number INTEGER PRIMARY KEY,
    chain TEXT NOT NULL UNIQUE,
    last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
    last_hash TEXT,
    CHECK ((last_seq = 0) = (last_hash IS NULL))
  ) STRICT;

  -- text is the canonical form, written once and never made anew; what stands beside it is taken
  -- out of it for searching. receipt_at and deferred_since are the gateway's times.
  CREATE TABLE entry (
    chain TEXT NOT NULL REFERENCES chain (chain),
    seq INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 2147483647),
    hash TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The boot in which a deposit was weighed with a clock never set, until it was sent with a good one.
    undated_boot TEXT,
    state TEXT NOT NULL CHECK (state IN ('pending', 'receipted', 'dead')),
    outcome TEXT,
    receipt_at TEXT,
    deferred_since TEXT,
    UNIQUE (chain, seq)
  ) STRICT;
  CREATE INDEX entry_unsent ON entry (chain, seq) WHERE state = 'pending';
  CREATE INDEX entry_dead ON entry (chain, seq) WHERE state = 'dead';
  CREATE INDEX entry_undated ON entry (undated_boot) WHERE undated_boot IS NOT NULL;
  CREATE INDEX entry_receipt ON entry (receipt_at) WHERE receipt_at IS NOT NULL;

  -- The raw frames behind a deposit's weight (its scale.window), kept as long as the deposit is.
  CREATE TABLE stability_window (
    hash TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    frames BLOB NOT NULL,
    PRIMARY KEY (chain, seq)
  ) STRICT;

  CREATE TABLE balance (
    card TEXT PRIMARY KEY,
    balance INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    at TEXT NOT NULL
  ) STRICT;

  -- Grams of each stream since its bin was last emptied.
  CREATE TABLE fill (stream TEXT PRIMARY KEY, grams INTEGER NOT NULL) STRICT;

  -- What the gateway last said, as it came, with the keys message that it was verified under.
  CREATE TABLE heard (kind TEXT PRIMARY KEY, message BLOB NOT NULL, keys BLOB) STRICT;

  ${STANDING}

  PRAGMA user_version = ${SCHEMA_VERSION};
`;
