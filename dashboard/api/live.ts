import type { LiveEvents } from "#contract/live.ts";

export type Connection = "connecting" | "live" | "lost";

export type Ears = {
  readonly [Name in "snapshot" | "deposit" | "totals"]: (data: LiveEvents[Name]) => void;
} & { readonly connection: (state: Connection) => void };

/** The gateway beats every 10 s: a line that is silent for longer than this is dead. */
const SILENCE_MS = 25_000;
const RETRY_MS = 3_000;

/** Listens for ever: whatever ends the line, a new one is opened, and starts with a snapshot. */
export function followLive(ears: Ears): void {
  ears.connection("connecting");
  open(ears);
}

function open(ears: Ears): void {
  const source = new EventSource("/api/v1/live");
  let silence = 0;
  const again = () => {
    clearTimeout(silence);
    source.close();
    ears.connection("lost");
    setTimeout(() => open(ears), RETRY_MS);
  };
  const alive = () => {
    clearTimeout(silence);
    silence = window.setTimeout(again, SILENCE_MS);
  };
  const hear = <Name extends keyof LiveEvents>(
    name: Name,
    then: (data: LiveEvents[Name]) => void,
  ) => {
    source.addEventListener(name, (event) => {
      alive();
      // The gateway that sends this also served this page: both are of one version, so what comes
      // is what the contract says. A page that outlived its gateway sees it in the snapshot.
      then(JSON.parse(event.data));
    });
  };
  source.addEventListener("error", again);
  hear("snapshot", (snapshot) => {
    ears.snapshot(snapshot);
    ears.connection("live");
  });
  hear("deposit", ears.deposit);
  hear("totals", ears.totals);
  hear("beat", () => {});
  alive();
}
