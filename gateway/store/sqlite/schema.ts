/**
 * The journal and what is derived from it. Nothing in `event`, `posting` or `ledger_entry` is ever
 * updated or deleted, and no journal entry is committed whose assets do not each sum to zero: the
 * database itself refuses. `entry`, `month`, `balance`, `progress` and the like hold the present state,
 * and follow from the events: a replay builds every table anew, but for OPERATIONAL_TABLES.
 */
export const SCHEMA_VERSION = 6;

/** What came before a message could be judged, and the versions of what is announced. */
export const OPERATIONAL_TABLES = ["deferred", "counter"] as const;

/** Events that say nothing of who and what the scheme knows: most of them, so an index leaves them out. */
export const EVENTS_OF_DEPOSITS = [
  "entry-received",
  "entry-dated",
  "entry-set-aside",
  "clock-read",
  "deposit-entered",
  "deposit-corrected",
  "deposit-disputed",
  "dispute-dismissed",
  "payment-recorded",
]
  .map((kind) => `'${kind}'`)
  .join(", ");

/** Events of people about one deposit, by the position of the event that brought it: `$.deposit`. */
export const ABOUT_A_DEPOSIT =
  "kind IN ('deposit-corrected', 'deposit-disputed', 'dispute-dismissed')";

const journal = `
  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,          -- ms since 1970, the gateway's clock
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL            -- JSON
  ) STRICT;
  CREATE INDEX event_of_registry ON event (position) WHERE kind NOT IN (${EVENTS_OF_DEPOSITS});

  CREATE INDEX event_about_deposit ON event (json_extract(data, '$.deposit')) WHERE ${ABOUT_A_DEPOSIT};

  CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE asset (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE posting (
    position INTEGER NOT NULL REFERENCES ledger_entry DEFERRABLE INITIALLY DEFERRED,
    account INTEGER NOT NULL REFERENCES account,
    asset INTEGER NOT NULL REFERENCES asset,
    amount INTEGER NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (position, account, asset)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger_entry (
    position INTEGER PRIMARY KEY REFERENCES event,
    date TEXT NOT NULL
  ) STRICT;

  -- Postings come first, then the entry that closes over them.
  CREATE TRIGGER ledger_entry_sums_to_zero BEFORE INSERT ON ledger_entry
  WHEN EXISTS (
    SELECT 1 FROM posting WHERE position = NEW.position GROUP BY asset HAVING sum(amount) <> 0
  )
  BEGIN SELECT RAISE(ABORT, 'an asset of this journal entry does not sum to zero'); END;
  CREATE TRIGGER posting_after_close BEFORE INSERT ON posting
  WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position)
  BEGIN SELECT RAISE(ABORT, 'this journal entry is closed'); END;
`;

const theirPastStays = ["event", "posting", "ledger_entry"]
  .flatMap((table) => ["UPDATE", "DELETE"].map((act) => ({ table, act })))
  .map(
    ({ table, act }) => `
  CREATE TRIGGER ${table}_no_${act.toLowerCase()} BEFORE ${act} ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  )
  .join("");

// REPLACE deletes without asking the triggers above.
const neverAnew = ["event", "ledger_entry"]
  .map(
    (table) => `
  CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
  WHEN EXISTS (SELECT 1 FROM ${table} WHERE position = NEW.position)
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  )
  .join("");

const state = `
  CREATE TABLE progress (
    chain INTEGER PRIMARY KEY,    -- position of the event that brought the chain
    next INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    broken_links INTEGER NOT NULL,
    last_hash TEXT                -- of the entry before next
  ) STRICT;
  CREATE TABLE entry (
    chain INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    prev TEXT,
    position INTEGER NOT NULL REFERENCES event,
    kind TEXT,                    -- null where it is malformed
    outcome TEXT NOT NULL CHECK (outcome IN ('posted', 'held', 'refused')),
    reasons TEXT NOT NULL,        -- joined by a space
    holder TEXT,
    credited INTEGER,
    points INTEGER,
    weighed_at INTEGER,
    weighed_date TEXT,
    weighed_from TEXT,
    relief_year INTEGER,
    month_a INTEGER,              -- g of the holder's month after it, for its working
    month_b INTEGER,
    PRIMARY KEY (chain, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entry_deposit ON entry (position) WHERE kind = 'deposit';
  CREATE INDEX entry_note ON entry (position) WHERE kind <> 'deposit';
  CREATE INDEX entry_held ON entry (position) WHERE outcome = 'held';

  CREATE TABLE month (
    holder TEXT NOT NULL,
    month TEXT NOT NULL,
    stream TEXT NOT NULL,
    relief_year INTEGER NOT NULL,
    credit_a INTEGER NOT NULL,
    credit_b INTEGER NOT NULL,
    points_a INTEGER NOT NULL,
    points_b INTEGER NOT NULL,
    PRIMARY KEY (holder, month, stream, relief_year)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE recorded (         -- all grams of a holder's month, paid or not
    holder TEXT NOT NULL,
    month TEXT NOT NULL,
    stream TEXT NOT NULL,
    relief_year INTEGER NOT NULL,
    grams INTEGER NOT NULL,
    deposits INTEGER NOT NULL,
    PRIMARY KEY (holder, month, stream, relief_year)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE standing (         -- deposits that people have decided about, as they count now
    deposit INTEGER PRIMARY KEY REFERENCES event,
    correction INTEGER NOT NULL REFERENCES event,
    data TEXT NOT NULL            -- JSON
  ) STRICT;
  CREATE TABLE dispute (          -- open ones
    deposit INTEGER PRIMARY KEY REFERENCES event,
    dispute INTEGER NOT NULL REFERENCES event
  ) STRICT;
  CREATE TABLE slip (             -- deposits entered by hand: no slip is taken twice
    station TEXT NOT NULL,
    slip TEXT NOT NULL COLLATE NOCASE,
    position INTEGER NOT NULL REFERENCES event,
    weighed_date TEXT NOT NULL,
    PRIMARY KEY (station, slip)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE counted_slip (     -- of what was typed in at a station: which entry counts for a slip
    station TEXT NOT NULL,
    slip TEXT NOT NULL COLLATE NOCASE,
    position INTEGER NOT NULL REFERENCES event,
    PRIMARY KEY (station, slip)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE payment (          -- which sales were paid: none is taken twice
    producer TEXT NOT NULL,
    reference TEXT NOT NULL,
    position INTEGER NOT NULL REFERENCES event,
    PRIMARY KEY (producer, reference)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE expired (          -- what each expiry that is not undone took
    household TEXT NOT NULL,
    position INTEGER NOT NULL REFERENCES event,
    amount INTEGER NOT NULL,
    PRIMARY KEY (household, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE corrected_since_expiry ( -- what corrections made of bags from before the last one
    household TEXT PRIMARY KEY,
    credits INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE balance (
    account INTEGER NOT NULL REFERENCES account,
    asset INTEGER NOT NULL REFERENCES asset,
    amount INTEGER NOT NULL,
    PRIMARY KEY (account, asset)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE issued (           -- credit that left issuance, less what came back
    month TEXT PRIMARY KEY,       -- local, of the posting
    amount INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE clock_reading (
    station TEXT NOT NULL,
    boot TEXT NOT NULL,
    uptime INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (station, boot, uptime)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE undated (          -- held until a clock of their boot is known
    station TEXT NOT NULL,
    boot TEXT NOT NULL,
    chain INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (station, boot, chain, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE card_visit (       -- the first deposit that came with a card's counter
    card TEXT NOT NULL,
    counter INTEGER NOT NULL,
    station TEXT NOT NULL,
    boot TEXT NOT NULL,
    uptime INTEGER NOT NULL,
    PRIMARY KEY (card, counter)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quarantine (       -- kept until a person decides
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL REFERENCES event,
    kind TEXT NOT NULL CHECK (kind IN ('conflict', 'refused')),
    station TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    bytes INTEGER NOT NULL,       -- of the text, which its event holds
    UNIQUE (chain, seq, hash)
  ) STRICT;
  CREATE TABLE deferred (         -- pages that could not be judged, within a bound
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    station TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw BLOB NOT NULL,
    UNIQUE (chain, seq, hash)
  ) STRICT;
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE scheme (name TEXT NOT NULL, time_zone TEXT NOT NULL, credit_asset TEXT NOT NULL) STRICT;
`;

export const SCHEMA = `${journal}${theirPastStays}${neverAnew}${state}`;
