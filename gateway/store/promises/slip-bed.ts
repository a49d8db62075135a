import { Grams } from "#contract/units.ts";
import type { Correction } from "../../journal/correction.ts";
import { digestOfYear } from "../digest-of-year.ts";
import { at } from "../sample-station.ts";
import { NOW, type OpenStore, testbed } from "./testbed.ts";

export const AFTER_CUT_OFF = at("2027-04-10T08:00:00.000Z");

/** What a test says of a slip; the rest is an ordinary bag of plastic. */
type Slip = {
  readonly net?: number;
  readonly stream?: string;
  readonly grade?: "A" | "B" | "C";
  readonly [field: string]: unknown;
};

/** A bed whose people have slips in their hands. */
export function bedOfSlips(open: OpenStore) {
  const bed = testbed(open);
  const enter = (slip: string, said: Slip = {}, time = NOW) => {
    const { net = 4_320, stream = "plastic", grade = null, ...more } = said;
    const deposit = { stream, net: Grams(net), grade };
    const where = { station: "beitillo-01", household: "h001", on: "2026-11-20" };
    const act = { slip, ...where, deposit, reason: "the station was down", ...more };
    return bed.act("deposit-enter", act, time);
  };
  const correct = (slip: string, correction: Partial<Correction>, time = NOW) =>
    bed.act(
      "deposit-correct",
      {
        ...{ deposit: `beitillo/beitillo-01/manual/${slip}`, reason: "read it again" },
        correction: { strikeOut: false, ...correction },
      },
      time,
    );
  const close = async (year: number) => {
    const digest = digestOfYear(await bed.store.reliefYear(year));
    const decision = { number: "3/2027", date: "2027-04-05" };
    return bed.act("year-close", { year, decision, digest, signature: "signed" }, AFTER_CUT_OFF);
  };
  const credits = (household = "h001") => bed.balanceOf(`household:${household}`);
  const points = (year = 2026) => bed.balanceOf(`household:h001:relief:${year}`, "RLF/3");
  return { bed, enter, correct, close, credits, points };
}
