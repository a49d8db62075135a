import { createHash } from "node:crypto";
import { assert } from "#contract/assert.ts";

/** Chance that can be had again: the same seed and name give the same numbers on every machine. */
export type Random = {
  /** At least 0, below 1, in steps of 2^-32. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  happens(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** From the bell curve with mean 0 and standard deviation 1 (Box and Muller, 1958). */
  normal(): number;
};

/** @param name of what is drawn: streams of other names do not shift when this one is drawn from more often */
export function openRandom(seed: number, name: string): Random {
  const digest = createHash("sha256").update(`${seed}:${name}`).digest();
  const words = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset));
  return randomOf(xoshiro128(words));
}

function randomOf(nextUint32: () => number): Random {
  const next = () => nextUint32() / 2 ** 32;
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    happens: (probability) => next() < probability,
    pick(items) {
      const item = items[whole(0, items.length - 1)];
      assert(item !== undefined, "nothing to pick from");
      return item;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/**
 * xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (2018), in the public domain.
 *
 * @param seed four 32-bit words, not all zero
 * @see https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128(seed: readonly number[]): () => number {
  let [a = 0, b = 0, c = 0, d = 0] = seed;
  return () => {
    const result = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotl(d, 11);
    return result;
  };
}

const rotl = (word: number, by: number) => (word << by) | (word >>> (32 - by));
