import { beforeEach, describe, expect, it } from "vitest";
import { courierBed, HOUR, MINUTE } from "./bed.fixture.ts";

const bed = courierBed();
const { connect, drops, list, alarms } = bed;

describe("a chain that is not listed", () => {
  beforeEach(() => bed.gateway.forget(bed.first));

  it("is asked for at each connect and every 10 minutes, until it is listed", () => {
    connect();
    expect(bed.gateway.enrols).toEqual([bed.first]);
    bed.timers.pass(10 * MINUTE);
    expect(bed.gateway.enrols).toHaveLength(2);
    bed.line.drop();
    bed.timers.pass(HOUR);
    expect(bed.gateway.enrols).toHaveLength(2);
    bed.line.connect();
    expect(bed.gateway.enrols).toHaveLength(3);
    list(bed.first);
    bed.gateway.saySettings();
    bed.timers.pass(HOUR);
    expect(bed.gateway.enrols).toHaveLength(3);
  });

  it("loses nothing, and is sent at once when it is listed", () => {
    connect();
    drops(12);
    bed.timers.pass(HOUR);
    expect(bed.outbox.depth()).toBe(12);
    list(bed.first);
    bed.gateway.saySettings();
    expect(bed.outbox.depth()).toBe(0);
    expect(alarms()).toEqual([]);
  });

  it("is asked for as soon as a restored gateway has forgotten it", () => {
    list(bed.first);
    connect();
    bed.gateway.clear();
    bed.gateway.forget(bed.first);
    bed.gateway.saySettings();
    expect(bed.gateway.enrols).toEqual([bed.first]);
  });
});
