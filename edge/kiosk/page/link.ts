import type { Hello, KioskState } from "../state.ts";

export type Link = "connecting" | "live" | "lost";

export type Ears = {
  hello(hello: Hello): void;
  /** All fields after each `hello`, then those that changed. */
  change(fields: Partial<KioskState>): void;
  link(state: Link): void;
};

/** The station beats every 1.5 s: what is silent for longer than this is dead. */
const SILENCE_MS = 4_000;
const RETRY_MS = 1_000;

/**
 * Listens for ever: whatever ends the line, a new one is opened. It only listens: a page that anyone can
 * touch gives the station no commands, and the station takes none.
 */
export function followStation(ears: Ears): void {
  const source = new EventSource("/events");
  let silence = 0;
  const again = () => {
    clearTimeout(silence);
    source.close();
    ears.link("lost");
    setTimeout(() => followStation(ears), RETRY_MS);
  };
  const alive = () => {
    clearTimeout(silence);
    silence = window.setTimeout(again, SILENCE_MS);
  };
  // What comes was written by the station that served this page, or by one whose `hello` says otherwise.
  const hear = (name: string, then: (data: string) => void) =>
    source.addEventListener(name, ({ data }) => {
      alive();
      then(data);
    });
  source.addEventListener("error", again);
  hear("hello", (data) => ears.hello(JSON.parse(data)));
  hear("change", (data) => {
    ears.change(JSON.parse(data));
    ears.link("live");
  });
  hear("beat", () => {});
  alive();
}
