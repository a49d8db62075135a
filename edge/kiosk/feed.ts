import type { PanelView } from "../panel/view.ts";
import { kioskStateOf } from "./kiosk-state.ts";
import type { Hello, KioskState } from "./state.ts";

/** The part of a ServerResponse that is needed. */
export type Sink = {
  /** @returns false when what was written before still waits for its reader */
  write(text: string): boolean;
  end(): unknown;
};

/** One open page. */
type Listener = {
  readonly sink: Sink;
  /** What it was told last, by field. */
  readonly told: Map<string, string>;
  isBehind: boolean;
};

export type Feed = {
  show(view: PanelView): void;
  /** @returns what to do when the sink's reader has caught up, and when it is gone; null: too many are here */
  join(sink: Sink): { caughtUp(): void; leave(): void } | null;
  /** Says that the station is alive. */
  beat(): void;
  close(): void;
};

/** A screen, and whoever looks after it from another window. */
const MOST_LISTENERS = 8;

/**
 * What is to be shown, as server-sent events (WHATWG HTML, 9.2): `hello`, then `change` with the fields of
 * the state that changed, all of them at first. Nothing is encoded while nobody listens; who reads too
 * slowly is told nothing until it has caught up, and then what holds by then.
 */
export function openFeed(hello: Hello): Feed {
  const listeners = new Set<Listener>();
  let latest: PanelView | null = null;

  const tell = (fields: Fields) => {
    for (const listener of listeners) bring(listener, fields);
  };
  const now = (): Fields => (latest === null ? [] : fieldsOf(kioskStateOf(latest)));
  return {
    show(view) {
      latest = view;
      if (listeners.size > 0) tell(now());
    },
    join(sink) {
      if (listeners.size >= MOST_LISTENERS) return null;
      const listener: Listener = { sink, told: new Map(), isBehind: false };
      listeners.add(listener);
      write(listener, "hello", JSON.stringify(hello));
      bring(listener, now());
      return {
        caughtUp() {
          listener.isBehind = false;
          bring(listener, now());
        },
        leave: () => listeners.delete(listener),
      };
    },
    beat() {
      for (const listener of listeners) if (!listener.isBehind) write(listener, "beat", "0");
    },
    close() {
      for (const { sink } of listeners) sink.end();
      listeners.clear();
    },
  };
}

/** Each field of the state as it is written. */
type Fields = readonly (readonly [name: string, json: string])[];

const fieldsOf = (state: KioskState): Fields =>
  Object.entries(state).map(([name, value]) => [name, JSON.stringify(value)]);

function bring(listener: Listener, fields: Fields): void {
  const { told, isBehind } = listener;
  if (isBehind) return;
  const changed = fields.filter(([name, json]) => told.get(name) !== json);
  if (changed.length === 0) return;
  for (const [name, json] of changed) told.set(name, json);
  write(listener, "change", `{${changed.map(([name, json]) => `"${name}":${json}`).join()}}`);
}

function write(listener: Listener, event: string, json: string): void {
  listener.isBehind = !listener.sink.write(`event: ${event}\ndata: ${json}\n\n`);
}
