import type { Person, Script } from "./acts.ts";
import type { Pen } from "./script.ts";

/** One thing that happens at a station; it leaves the platform as it found it, and the visit over. */
export type Scene = {
  readonly only?: Script["mode"];
  /** Only a scale that says when it moves can know. */
  readonly needsFlag?: boolean;
  play(pen: Pen): void;
};

/** ms in which a patient visitor sees a weight come to rest. */
const PATIENCE_MS = 7000;
/** Who taps within a reading or two of another's bag comes at the same time, as far as a scale can know. */
const SEEN_MS = 250;
const TIMEOUT_MS = 31_000;
const LOOK_MS = 2500;

const tap = (pen: Pen, by: Person) => {
  pen.does({ kind: "tap", by });
  pen.wait(pen.random.between(500, 2500));
};
const press = (pen: Pen, key: "confirm" | "cancel", thenMs = LOOK_MS) => {
  pen.does({ kind: "key", key });
  pen.wait(thenMs);
};
const takeOff = (pen: Pen, bag: number) => {
  if (pen.mode === "bin") return; // it stays there
  pen.does({ kind: "take", bag });
  pen.wait(LOOK_MS);
};
/** What is thrown into a bin without being handed in is nobody's after a while. */
const forget = (pen: Pen) => pen.wait(pen.mode === "bin" ? TIMEOUT_MS + 15_000 : 0);
const leave = (pen: Pen) => press(pen, "cancel");
const other = (by: Person): Person => (by === "A" ? "B" : "A");
const someone = ({ random }: Pen): Person => random.pick(["A", "B"] as const);

/** Everything as the panel asks for it; `meanwhile` comes between the bag and the confirmation. */
function handsIn(pen: Pen, by: Person, meanwhile: (bag: number) => void = () => {}): number {
  const bag = pen.puts(by);
  pen.owed(bag);
  meanwhile(bag);
  pen.wait(PATIENCE_MS);
  press(pen, "confirm");
  return bag;
}

/** A visit with a single bag and something going wrong that it has to survive. */
const despite = (meanwhile: (pen: Pen, by: Person, bag: number) => void): Scene => ({
  play(pen) {
    const by = someone(pen);
    tap(pen, by);
    const bag = handsIn(pen, by, (it) => meanwhile(pen, by, it));
    takeOff(pen, bag);
    leave(pen);
  },
});

const leansOn = (steady: boolean) => (pen: Pen) => {
  pen.wait(pen.random.between(100, 1000));
  pen.does({ kind: "lean", grams: pen.random.between(300, 4000), steady });
  pen.wait(pen.random.between(2500, 5000));
  press(pen, "confirm", pen.random.between(500, 2000));
  pen.does({ kind: "let-go" });
};

export const scenes: Readonly<Record<string, Scene>> = {
  plain: despite(() => {}),
  "leaning-hand": despite(leansOn(false)),
  "steady-hand": { ...despite(leansOn(true)), needsFlag: true },
  bump: despite((pen) => {
    pen.wait(pen.random.between(500, 3000));
    pen.does({ kind: "bump", grams: pen.random.between(-2000, 2000) });
  }),
  wind: despite((pen) => {
    for (let gusts = pen.random.whole(1, 3); gusts > 0; gusts -= 1) {
      const lengthMs = pen.random.between(800, 2500);
      pen.does({ kind: "gust", grams: pen.random.between(40, 200), lengthMs });
      pen.wait(lengthMs);
    }
  }),
  "card-twice": despite((pen, by) => tap(pen, by)),
  "two-cards": despite((pen, by) => {
    pen.wait(pen.random.between(SEEN_MS, 5000));
    tap(pen, other(by));
    pen.wait(500);
  }),
  "pressed-early": despite((pen) => {
    press(pen, "confirm", pen.random.between(50, 1500));
    press(pen, "confirm", 300);
  }),
  unplugged: despite((pen) => {
    pen.wait(pen.random.between(300, 4000));
    pen.does({ kind: "unplug" });
    pen.wait(pen.random.between(500, 3000));
    pen.does({ kind: "plug" });
  }),
  "pressed-often": {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = handsIn(pen, by);
      for (let times = 3; times > 0; times -= 1) press(pen, "confirm", 1500);
      tap(pen, by);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, bag);
      leave(pen);
    },
  },
  "two-bags": {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      takeOff(pen, handsIn(pen, by));
      pen.wait(5000);
      takeOff(pen, handsIn(pen, by));
      leave(pen);
    },
  },
  "paid-then-next-card": {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = handsIn(pen, by);
      tap(pen, other(by));
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      leave(pen);
      tap(pen, other(by));
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, bag);
      leave(pen);
    },
  },
  "doubled-before": {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const first = pen.puts(by);
      pen.wait(pen.random.between(1000, 5000));
      const second = handsIn(pen, by);
      pen.owed(first);
      takeOff(pen, first);
      takeOff(pen, second);
      leave(pen);
    },
  },
  "doubled-after": {
    only: "platform",
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const first = handsIn(pen, by);
      const second = pen.puts(by);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, first);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, second);
      leave(pen);
    },
  },
  "taken-early": {
    only: "platform",
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = pen.puts(by);
      pen.wait(pen.random.between(200, 6000));
      press(pen, "confirm", pen.random.between(0, 200));
      takeOff(pen, bag);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      leave(pen);
    },
  },
  swapped: {
    only: "platform",
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = pen.puts(by);
      pen.wait(pen.random.between(1500, 6000));
      pen.does({ kind: "take", bag });
      pen.wait(pen.random.between(0, 300));
      const light = pen.puts(by);
      pen.owed(light);
      if (pen.random.happens(0.5)) press(pen, "confirm", 500);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, light);
      leave(pen);
    },
  },
  "walked-off": {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = pen.puts(by);
      pen.wait(TIMEOUT_MS + 5000);
      forget(pen);
      tap(pen, other(by));
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      leave(pen);
      takeOff(pen, bag);
    },
  },
  cancelled: {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = pen.puts(by);
      pen.wait(pen.random.between(100, PATIENCE_MS));
      leave(pen);
      tap(pen, other(by));
      pen.wait(4000);
      press(pen, "confirm");
      leave(pen);
      takeOff(pen, bag);
      forget(pen);
    },
  },
  pulled: {
    only: "platform",
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = handsIn(pen, by, () => {
        pen.wait(pen.random.between(1000, 4000));
        tap(pen, other(by));
      });
      tap(pen, other(by));
      press(pen, "confirm");
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, bag);
      leave(pen);
    },
  },
  restarted: {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = pen.puts(by);
      pen.wait(pen.random.between(0, PATIENCE_MS));
      if (pen.random.happens(0.5)) press(pen, "confirm", pen.random.between(0, 50));
      pen.does({ kind: "restart" });
      pen.wait(1000);
      tap(pen, by);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, bag);
      leave(pen);
      forget(pen);
    },
  },
  "restarted-after-paid": {
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const bag = handsIn(pen, by);
      pen.does({ kind: "restart" });
      pen.wait(1000);
      tap(pen, by);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, bag);
      leave(pen);
    },
  },
  overload: {
    only: "platform",
    play(pen) {
      tap(pen, "A");
      const bag = pen.puts("A", 152_000);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      takeOff(pen, bag);
      takeOff(pen, handsIn(pen, "A"));
      leave(pen);
    },
  },
  "thrown-in": {
    only: "bin",
    play(pen) {
      pen.puts("nobody");
      pen.wait(pen.random.between(0, 3000));
      tap(pen, "B");
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      leave(pen);
    },
  },
  emptied: {
    only: "bin",
    play(pen) {
      pen.does({ kind: "bin-away" });
      pen.wait(5000);
      pen.does({ kind: "bin-back", grams: 12_000 + pen.random.between(-300, 300) });
      pen.wait(5000);
      tap(pen, "A");
      handsIn(pen, "A");
      leave(pen);
    },
  },
  "taken-out": {
    only: "bin",
    play(pen) {
      const by = someone(pen);
      tap(pen, by);
      const grams = pen.random.between(400, 20_000);
      const bag = pen.puts(by, grams);
      pen.owed(bag);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      leave(pen);
      pen.does({ kind: "take", bag });
      pen.wait(5000);
      tap(pen, by);
      pen.puts(by, grams);
      pen.wait(PATIENCE_MS);
      press(pen, "confirm");
      leave(pen);
      pen.does({ kind: "bin-away" });
      pen.wait(5000);
      pen.does({ kind: "bin-back", grams: 12_000 });
      pen.wait(5000);
    },
  },
};
