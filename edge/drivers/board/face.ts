import { type After, DeviceLost, type DriverTools, type Source, tally } from "../driver.ts";
import { eventQueue } from "../queue.ts";
import type { Components } from "./components.ts";
import type { BoardConfig } from "./config.ts";
import type { Connection } from "./connection.ts";
import { openDisplay } from "./display.ts";
import type { BoardHub } from "./hub.ts";
import { guardMessage } from "./messages.ts";
import { sound } from "./sound.ts";

/** What a board shows and moves. */
export type Front = {
  /** null: the lid stays where it is. */
  readonly lid: "open" | "closed" | null;
  readonly light: boolean;
  /** Of a display; what it has no room for is left out. */
  readonly lines: readonly string[];
};

/** The side of a board that people see: shown at once while the board is there, and anew when it is back. */
export type Face = Source<never> & {
  show(front: Front): void;
  /** ms of sound and of silence in turn; a board that is not there stays silent. */
  beep(pattern: readonly number[]): void;
};

/** Real time without the station after which our firmware moves the lid by itself. */
const GUARD_MS = 3000;

export function openFace(hub: BoardHub, { after }: Pick<DriverTools, "after">): Face {
  let front: Front = { lid: null, light: false, lines: [] };
  let parts: Parts | null = null;
  return {
    path: hub.path,
    counts: tally().counts,
    show(next) {
      front = next;
      parts?.show(front);
    },
    beep: (pattern) => parts?.beep(pattern),
    async open() {
      const { connection, components, leave } = await hub.join();
      try {
        await guard(hub.config, connection);
        parts = openParts(components, hub.config, { after, lose: connection.lose });
      } catch (error) {
        connection.lose("its front cannot be used"); // some of it is: it cannot be made again on this one
        await leave();
        throw error;
      }
      parts.show(front);
      const ended = eventQueue<never>();
      const end = () => ended.fail(connection.over.reason);
      connection.over.addEventListener("abort", end, { once: true });
      if (connection.over.aborted) end();
      return {
        events: ended.events,
        async close() {
          connection.over.removeEventListener("abort", end);
          parts?.stop();
          parts = null;
          await leave();
        },
      };
    },
  };
}

async function guard({ firmware, lid }: BoardConfig, connection: Connection): Promise<void> {
  if (firmware !== "qamama") return;
  const degrees = lid?.onLoss === "open" ? lid.openDegrees : lid?.closedDegrees;
  const isGuarded = lid !== null && lid.onLoss !== "stay" && degrees !== undefined;
  await connection.tell(guardMessage(isGuarded ? { pin: lid.pin, degrees } : null, GUARD_MS));
}

type Parts = Pick<Face, "show" | "beep"> & { stop(): void };

type PartsTools = { readonly after: After; readonly lose: (why: string) => void };

function openParts(
  components: Components,
  config: BoardConfig,
  { after, lose }: PartsTools,
): Parts {
  const light = config.lightPin === null ? null : components.output(config.lightPin);
  const buzzer = config.buzzerPin === null ? null : components.output(config.buzzerPin);
  const display =
    config.lcd === null
      ? null
      : openDisplay(components.expander(config.lcd.address), config.lcd, after);
  const lid = lidOf(config, (pin) => components.servo(pin));
  let shown: Front | null = null;
  let silence = () => {};
  return {
    show(front) {
      const before = shown;
      shown = front;
      try {
        if (front.light !== before?.light) light?.set(front.light);
        if (front.lid !== null && front.lid !== before?.lid) lid?.(front.lid);
        display?.show(front.lines);
      } catch (error) {
        if (!(error instanceof DeviceLost)) throw error;
        lose(error.message);
      }
    },
    beep(pattern) {
      silence();
      if (buzzer !== null) silence = sound(buzzer, pattern, after);
    },
    stop() {
      silence();
      display?.stop();
    },
  };
}

type Servo = { to(degrees: number): void };

/** A servo moves to its middle as soon as it is one: none is made before the lid is told where to be. */
function lidOf({ lid }: BoardConfig, make: (pin: number) => Servo) {
  if (lid === null) return null;
  let servo: Servo | null = null;
  return (position: "open" | "closed") => {
    servo ??= make(lid.pin);
    servo.to(position === "open" ? lid.openDegrees : lid.closedDegrees);
  };
}
