import { describe, expect, it } from "vitest";
import { fail, ok } from "#contract/result.ts";
import { andProtocol } from "#edge/drivers/scale/and-standard.ts";
import { cas10Protocol, cas22Protocol } from "#edge/drivers/scale/cas.ts";
import { ohausProtocol } from "#edge/drivers/scale/ohaus.ts";
import { sbiProtocol } from "#edge/drivers/scale/sartorius-sbi.ts";
import type { Frame } from "#edge/drivers/scale/serial-scale.ts";
import { toledoProtocol } from "#edge/drivers/scale/toledo-continuous.ts";
import { machineOf, PLAIN_KINDS, type PlainKind } from "./languages.ts";

const bytesOf = (replies: readonly string[]) => Buffer.from(replies.join(""), "latin1");
const once = <State>(protocol: {
  initial: State;
  read(state: State, chunk: Uint8Array): { frames: readonly Frame[] };
}) => ({ read: (bytes: Uint8Array) => protocol.read(protocol.initial, bytes).frames });

const drivers = {
  "toledo-continuous": once(toledoProtocol({ checksum: true })),
  "and-standard": once(andProtocol),
  "cas-22": once(cas22Protocol),
  "cas-10": once(cas10Protocol("kg")),
  "sartorius-sbi": once(sbiProtocol({ pollMs: 100 })),
  ohaus: once(ohausProtocol),
};

/** What the driver understands of the scale when this has lain on it for a while, or has just come. */
function understood(kind: PlainKind, grams: number, atRest = true) {
  const machine = machineOf(kind);
  let { state } = machine.onCommand(machine.initial, "SIR");
  state = machine.onCommand(state, "CP").state;
  const before = atRest ? grams : 0;
  for (let sample = 0; sample < 6; sample += 1) state = machine.onSample(state, before).state;
  const { state: now, replies } = machine.onSample(state, grams);
  const printed = machine.onCommand(now, "\x1bP").replies;
  return drivers[kind].read(bytesOf(replies.length > 0 ? replies : printed))[0]?.reading;
}

describe.each(PLAIN_KINDS)("a simulated scale of kind %s", (kind) => {
  it.each([0, 10, 4680, 59_990, -120])("shows %i g to its driver", (grams) => {
    expect(understood(kind, grams)).toMatchObject(ok({ gross: grams, stable: true }));
  });

  it("calls a moving load so, where its frames can say it", () => {
    const moving = understood(kind, 4680, false);
    if (kind === "cas-10") expect(moving).toEqual(ok({ gross: 4680, stable: true }));
    else if (kind === "sartorius-sbi") expect(moving).toEqual(fail({ code: "busy" }));
    else expect(moving).toMatchObject(ok({ gross: 4680, stable: false }));
  });

  it("gives no weight above its range", () => {
    expect(kind === "cas-10" || (understood(kind, 61_000)?.ok ?? false) === false).toBe(true);
  });
});
