import type { Random } from "../../village/random.ts";

export type Message = readonly number[];

/** How bad a line is. */
export type Noise = {
  /** The part of the messages that come otherwise than they were sent. */
  readonly spoilt: number;
  /** Chance of messages that nobody sent, with each that somebody did. */
  readonly forged: number;
};

/** None. */
export const SILENCE: Noise = { spoilt: 0, forged: 0 };

export type Tampering = {
  /** What comes out at the far end when this goes in. */
  pass(message: Message): readonly Message[];
  /** Messages so far that came otherwise than sent, or that nobody sent. */
  mutated(): number;
};

export type TamperingOptions = {
  readonly random: Random;
  readonly noise: () => Noise;
  /** What is forged, each spoilt. */
  readonly forgeries: readonly Message[];
  /** So many at once at most. */
  readonly burst: number;
};

/** So many of the last messages can come once more. */
const REMEMBERED = 8;

/** One direction of a line that loses, doubles, swaps, cuts, alters, mixes and invents. */
export function openTampering({ random, noise, forgeries, burst }: TamperingOptions): Tampering {
  const recent: Message[] = [];
  let held: Message | null = null;
  let mutated = 0;

  function spoilt(message: Message): readonly Message[] {
    mutated += 1;
    const way = random.pick(WAYS);
    if (way === "lost") return [];
    if (way === "doubled") return [message, message];
    if (way === "once more") return [message, random.pick(recent)];
    if (way === "late") {
      held = message;
      return [];
    }
    return [spoil(message, random.pick(recent), random)];
  }
  function forged(): readonly Message[] {
    if (!random.happens(noise().forged)) return [];
    const count = random.whole(1, burst);
    mutated += count;
    const forge = () => spoil(random.pick(forgeries), random.pick(recent), random);
    return Array.from({ length: count }, forge);
  }
  return {
    mutated: () => mutated,
    pass(message) {
      recent.push(message);
      if (recent.length > REMEMBERED) recent.shift();
      const before = held === null ? [] : [held];
      held = null;
      const passed = random.happens(noise().spoilt) ? spoilt(message) : [message];
      return [...passed, ...before, ...forged()];
    },
  };
}

const WAYS = [
  "lost",
  "doubled",
  "once more",
  "late",
  ...Array<"spoilt">(8).fill("spoilt"),
] as const;

/** Never as it was. */
function spoil(message: Message, other: Message, random: Random): Message {
  for (;;) {
    const spoilt = random.pick(SPOILERS)([...message], other, random);
    if (spoilt.join() !== message.join()) return spoilt;
  }
}

type Spoiler = (message: number[], other: Message, random: Random) => Message;

const place = (message: Message, random: Random) => random.whole(0, message.length - 1);
const byte = (random: Random) => random.whole(0, 255);

function flipped(message: Message, random: Random): number[] {
  const at = place(message, random);
  return message.with(at, (message[at] ?? 0) ^ (1 << random.whole(0, 7)));
}

const SPOILERS: readonly Spoiler[] = [
  function flippedOnce(message, _, random) {
    return flipped(message, random);
  },
  function anotherValue(message, _, random) {
    return message.with(place(message, random), random.whole(0, 127));
  },
  function flippedTwice(message, _, random) {
    return flipped(flipped(message, random), random);
  },
  function inserted(message, _, random) {
    return message.toSpliced(place(message, random), 0, byte(random));
  },
  function lost(message, _, random) {
    return message.toSpliced(place(message, random), random.whole(1, 3));
  },
  function cut(message, _, random) {
    return message.slice(0, place(message, random));
  },
  function begunLate(message, _, random) {
    return message.slice(place(message, random) + 1);
  },
  function mixed(message, other, random) {
    return [...message.slice(0, place(message, random)), ...other.slice(place(other, random))];
  },
  function noise(_, __, random) {
    return Array.from({ length: random.whole(1, 40) }, () => byte(random));
  },
  function endless(message, _, random) {
    return [...message.slice(0, -1), ...Array.from({ length: 100 }, () => random.whole(0, 127))];
  },
];
