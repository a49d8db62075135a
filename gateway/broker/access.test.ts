import { describe, expect, it } from "vitest";
import { maySubscribe, nameOfClient, uplinkOf } from "./access.ts";

const ID = "beitillo.beitillo-01";
const name = { scheme: "beitillo", station: "beitillo-01" };
const own = "qamama/1/beitillo/beitillo-01";
const chain = "Zk3eAAAAAAAAAAAAAAAAAA";

describe("nameOfClient", () => {
  it("is the client id that is also the user name", () => {
    expect(nameOfClient(ID, ID)).toEqual(name);
  });

  it.each([
    [ID, undefined],
    [ID, "beitillo.beitillo-02"],
    ["", ""],
    ["beitillo", "beitillo"],
    ["a.b.c", "a.b.c"],
    ["Beitillo.x", "Beitillo.x"],
    ["beitillo.x\u0000", "beitillo.x\u0000"],
  ])("is nobody for client id %j and user name %j", (clientId, userName) => {
    expect(nameOfClient(clientId, userName)).toBe(null);
  });
});

describe("uplinkOf", () => {
  it.each([
    [`${own}/journal/${chain}/1-1`, { leaf: "journal" }],
    [`${own}/journal/${chain}/9-1`, { leaf: "journal" }],
    [`${own}/enrol`, { leaf: "enrol", name }],
    [`${own}/health`, { leaf: "health", name }],
    [`${own}/state`, { leaf: "state", name }],
    [`${own}/receipts`, null],
    [`${own}/settings`, null],
    [`${own}/keys`, null],
    [`${own}/state/more`, null],
    ["qamama/1/beitillo/beitillo-02/state", null],
    [`qamama/1/beitillo/beitillo-02/journal/${chain}/1-1`, null],
    ["qamama/2/beitillo/beitillo-01/state", null],
    ["$SYS/heartbeat", null],
    ["", null],
  ])("of %s is %j", (topic, expected) => {
    expect(uplinkOf(ID, topic)).toEqual(expected);
  });
});

describe("maySubscribe", () => {
  it.each(["receipts", "settings", "blocked", "keys"])("to its own %s", (leaf) => {
    expect(maySubscribe(ID, `${own}/${leaf}`)).toBe(true);
  });

  it.each([
    "#",
    "qamama/#",
    `${own}/#`,
    `${own}/+`,
    `$share/all/${own}/receipts`,
    "qamama/1/beitillo/+/receipts",
    "qamama/1/beitillo/beitillo-02/receipts",
    `${own}/state`,
    `${own}/journal/${chain}/1-1`,
    "$SYS/#",
  ])("not to %s", (filter) => {
    expect(maySubscribe(ID, filter)).toBe(false);
  });
});
