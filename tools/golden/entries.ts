import { sha256 } from "#contract/hash.ts";
import type { JsonObject } from "#contract/json.ts";
import { ATTENDANT, CHAIN, canonical, deposit, entry, scale, stamp } from "./samples.ts";
import { testKeys } from "./test-keys.ts";

type Judged = { name: string; why?: string; problem: null | "malformed" | "wrong-chain" };

const at = (name: string, judged: Omit<Judged, "name">, changes: JsonObject) => {
  const text = canonical({ ...entry, ...changes });
  const { why, problem } = judged;
  return { name, ...(why && { why }), text, expect: { hash: sha256(text), problem } };
};
const good = (name: string, changes: JsonObject) => at(name, { problem: null }, changes);
const bad = (name: string, why: string, changes: JsonObject) =>
  at(name, { why, problem: "malformed" }, changes);
const goodData = (name: string, changes: JsonObject) =>
  good(name, { data: { ...deposit, ...changes } });
const badData = (name: string, why: string, changes: JsonObject) =>
  bad(name, why, { data: { ...deposit, ...changes } });
const badScale = (name: string, why: string, changes: JsonObject) =>
  badData(name, why, { scale: { ...scale, ...changes } });
const badStamp = (name: string, why: string, changes: JsonObject) =>
  bad(name, why, { at: { ...stamp, ...changes } });
const manual = { card: null, capture: "manual", attendant: ATTENDANT, slip: "17", scale: null };
const proof = { cmac: "94eed9ee65337086", picc: "ef963ff7828658a599f3041510671e88" };

/** An entry of another kind, stretched to so many bytes. */
function stretched(bytes: number): JsonObject {
  const short = { kind: "parameter", data: { note: "" } };
  const missing = bytes - canonical({ ...entry, ...short }).length;
  return { ...short, data: { note: "x".repeat(missing) } };
}

const without = (member: keyof typeof deposit): JsonObject => {
  const { [member]: _, ...rest } = deposit;
  return rest;
};
const named = (key: string, value: number): JsonObject =>
  Object.fromEntries([...Object.entries(deposit), [key, value]]);

const valid = [
  good("a deposit on a scale", {}),
  good("the first of a chain", { seq: 1, prev: null }),
  good("the last that a chain can hold", { seq: 2_147_483_647 }),
  good("a broken link is a gap to report, no fault", { prev: null }),
  good("a clock that was never set", { at: { ...stamp, clock: "unset" } }),
  goodData("by hand, without a card, on a paper slip", manual),
  goodData("attended", { attendant: ATTENDANT }),
  goodData("with a card's proof", { cardProof: { ...proof, type: "ntag424-sun" } }),
  goodData("not inspected", { grade: null }),
  goodData("one gram, no tare", { gross: 1, tare: 0, net: 1 }),
  goodData("the heaviest", { gross: 2_000_000, tare: 0, net: 2_000_000 }),
  goodData("a stream that the contract cannot know", { stream: "textiles-2" }),
  good("a calibration", { kind: "calibration", data: { scale: "platform-1", span: 15_000 } }),
  good("another kind, nobody knows it yet", { kind: "door-opened", data: {} }),
  good("the data of other kinds is free", {
    kind: "parameter",
    data: { "10": [[[null]]], "9": { "": true } },
  }),
  good("1,024 bytes", stretched(1024)),
];

const faulty = [
  bad("1,025 bytes", "an entry has at most 1,024 bytes", stretched(1025)),
  bad("no chain name", "`chain` is no name of 22 characters, so it names no other chain", {
    chain: "Zk3e",
  }),
  bad("an unknown member", "unknown keys are faults", { note: "" }),
  bad("an empty link", "`prev` is 43 characters or null", { prev: "" }),
  bad("a hash in another spelling", "the last character carries bits that must be zero", {
    prev: `${"A".repeat(42)}B`,
  }),
  bad("a kind that is no slug", "capital letter", { kind: "Emptied" }),
  bad("a list for data", "the data of any kind is an object", { kind: "emptied", data: [] }),
  bad("no data", "the data of any kind is an object", { kind: "emptied", data: null }),
  bad("deposit without data", "a deposit has its eleven members", { data: {} }),
  badStamp("the 31st of February", "no such day", { time: "2026-02-31T08:15:30.123Z" }),
  badStamp("the 24th hour", "no such hour", { time: "2026-02-28T24:00:00.000Z" }),
  badStamp("a time without milliseconds", "one spelling only", { time: "2026-11-22T08:15:30Z" }),
  badStamp("a time with an offset", "one spelling only", { time: "2026-11-22T10:15:30.123+02:00" }),
  badStamp("capitals in the boot's UUID", "lower case only", { boot: stamp.boot.toUpperCase() }),
  badStamp("an uptime before the boot", "`uptimeMs` is not negative", { uptimeMs: -1 }),
  badStamp("a clock in another state", "`synced`, `holdover` or `unset`", { clock: "good" }),
  badStamp("an unknown member in the stamp", "unknown keys are faults", { zone: "Asia/Hebron" }),
  badData("net is nothing", "`net` is above 0", { gross: 360, tare: 360, net: 0 }),
  badData("net is negative", "weights are not negative", { gross: 300, tare: 360, net: -60 }),
  badData("net is not the difference", "`net` is `gross` minus `tare`", { net: 4321 }),
  badData("too heavy", "`gross` is at most 2,000,000", { gross: 2_000_001, net: 1_999_641 }),
  badData("a negative tare", "weights are not negative", { tare: -1, net: 4681 }),
  badData("a weight in quotes", "weights are numbers", { gross: "4680" }),
  badData("a scale's capture without a scale", "`scale` is null only by hand", { scale: null }),
  badData("by hand and on a scale", "`scale` is null by hand", { ...manual, scale }),
  badData("by hand, by nobody", "a manual capture names its attendant", {
    ...manual,
    attendant: null,
  }),
  badData("on a scale without a card", "`card` is null only by hand", { card: null }),
  badData("a card of 21 characters", "16 bytes are 22 characters", { card: "A".repeat(21) }),
  badData("a card in another spelling", "the last character carries bits that must be zero", {
    card: `${"A".repeat(21)}B`,
  }),
  badData("a card's proof in capitals", "hex is lower case", {
    cardProof: { ...proof, cmac: proof.cmac.toUpperCase(), type: "ntag424-sun" },
  }),
  badData("an unknown proof", "`type` is `ntag424-sun`", { cardProof: { ...proof, type: "x" } }),
  badData("grade D", "`A`, `B`, `C` or null", { grade: "D" }),
  badData("a slip of 65 characters", "at most 64", { slip: "x".repeat(65) }),
  badData("an unknown capture", "`scale` or `manual`", { capture: "photo" }),
  badData("a stream that is no slug", "small letters, digits, hyphens", { stream: "Plastic" }),
  bad("no grade at all", "every key is required, null or not", { data: without("grade") }),
  bad("an unknown member in the data", "unknown keys are faults", { data: named("note", 1) }),
  bad("a member named __proto__", "unknown keys are faults", { data: named("__proto__", 1) }),
  badScale("a scale without a division", "`division` is at least 1", { division: 0 }),
  badScale("a scale's name too long", "at most 32", { id: "x".repeat(33) }),
  badScale("verified, perhaps", "`verified` is true or false", { verified: 1 }),
  badScale("an unknown member of the scale", "unknown keys are faults", { model: "PS-15" }),
];

const wrongChain = "wrong-chain is looked for before any other fault";
const foreign = [
  at(
    "an entry of another chain",
    { why: "it belongs to one chain for ever", problem: "wrong-chain" },
    { chain: testKeys.stranger.id },
  ),
  at(
    "an entry of another chain, and faulty",
    { why: wrongChain, problem: "wrong-chain" },
    { chain: testKeys.stranger.id, data: {} },
  ),
];

export const entriesFile = {
  about:
    "Entries in canonical form, as they stand in a page of `chain`. `hash` is that of the text; a `problem` is the reason of the outcome `refused`.",
  chain: CHAIN,
  cases: [...valid, ...faulty, ...foreign],
};
