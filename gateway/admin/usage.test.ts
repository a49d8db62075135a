import { describe, expect, it } from "vitest";
import { typed } from "./paper-terminal.ts";

/** Nothing here may come so far as to look for a folder. */
const admin = (...args: string[]) => typed("/nowhere", args);

const BUDGET = ["--from", "2026-01", "--to", "2026-12", "--amount", "60000"];
const DECISION = ["--decision", "4", "--date", "2026-01-05"];
const SLIP = {
  ...{ station: "b-01", slip: "17", household: "h1", stream: "plastic", grams: "4320" },
  ...{ on: "2026-11-20", reason: "no power" },
};
/** A slip, with one word of it said otherwise. */
const enterWith = ([option = "", value = ""]: readonly string[]) => {
  const said = { ...SLIP, [option.slice(2)]: value };
  const words = Object.entries(said).flatMap(([name, its]) => [`--${name}`, its]);
  return ["deposit", "enter", ...words];
};

describe("a command line that cannot be understood", () => {
  it.each([
    [["fly"], 'There is no command "fly".'],
    [["station", "explode"], 'There is no command "station explode".'],
    [["station", "approve", "b-01"], "CODE is missing."],
    [["station", "revoke", "b-01", "b-02"], '"b-02" is one word too many.'],
    [["status", "--year", "2026"], '"status" has no option --year.'],
    [["status", "--colour"], "Unknown option '--colour'"],
    [["household", "show", "H 12"], "household: not a slug"],
    [["household", "add", "h1"], "--members N"],
    [["household", "add", "h1", "--members", "many"], "--members N"],
    [["household", "add", "h1", "--members", "0"], "members: "],
    [["household", "resize", "h1", "--members", "many"], "--members N"],
    [["person", "add", "Umm Amal"], "person: not a slug"],
    [["person", "add", "basma", "--approver", " "], "Say who approves: --approver NAME."],
    [["person", "add", "basma", "--approver", "x".repeat(65)], "approver: "],
    [["payment", "record"], "--household HOUSEHOLD"],
    [["payment", "record", "--household", "h1"], "--producer PRODUCER"],
    [["payment", "record", "--household", "h1", "--producer", "b"], "--amount 12.50"],
    [["budget", "set"], "--from 2026-01"],
    [["budget", "set", "--from", "2026-01"], "--to 2026-12"],
    [["budget", "set", "--from", "2026-01", "--to", "2026-12"], "--amount 60000.00"],
    [["budget", "set", ...BUDGET], "--decision NUMBER"],
    [["budget", "set", ...BUDGET, "--decision", "4"], "--date 2027-04-12"],
    [["budget", "set", ...BUDGET, ...DECISION, "--to", "2026-13"], "to: not a month like 2026-11"],
    [["budget", "set", ...BUDGET, "--decision", "4", "--date", "May"], "date: not a date"],
    [["budget", "set", ...BUDGET, ...DECISION, "--approver", " "], "Say who approves"],
    [["budget", "show", "2026"], '"2026" is one word too many.'],
    [["held", "release", "b-01/1/1"], "--reason TEXT"],
    [["held", "release", "b-01/1/1", "--reason", "x", "--grams", "4.3"], "--grams is the net"],
    [["deposit", "correct", "b-01/1/1", "--reason", "x", "--grade", "D"], "--grade is A, B or C."],
    [["deposit", "correct", "b-01/1/1", "--reason", "x", "--on", "today"], "weighedOn: not a date"],
    [["deposit", "strike-out", "b-01/1/1", "--reason", " "], "--reason TEXT"],
    [["deposit", "strike-out", "b-01/1/1", "--reason", "x", "--grams", "1"], "no option --grams"],
    [["deposit", "dispute", "b-01/1/1"], "--reason TEXT"],
    [["deposit", "dispute", "--reason", "x"], "DEPOSIT is missing."],
    [
      ["deposit", "dispute", "b-01/1/1", "--reason", "x", "--approver", "b"],
      "no option --approver",
    ],
    [["deposit", "dispute", "b-01/1/1", "--reason", "x".repeat(501)], "reason: "],
    [["deposit", "dismiss", "b-01/1/1", "--reason", " "], "--reason TEXT"],
    [["deposit", "dismiss", "b-01/1/1", "--reason", "x", "--approver", " "], "Say who approves"],
    [["deposit", "enter"], "at which station: --station STATION"],
    [["deposit", "enter", "--station", "b-01"], "which slip it is: --slip NUMBER"],
    [enterWith(["--household", " "]), "whose it is: --household HOUSEHOLD"],
    [enterWith(["--reason", ""]), "why it comes by a slip: --reason TEXT"],
    [enterWith(["--on", "yesterday"]), "on: not a date like 2026-11-22"],
    [enterWith(["--grams", "4.3"]), "--grams is the net"],
    [enterWith(["--grade", "D"]), "--grade is A, B or C."],
    [enterWith(["--slip", "17 b"]), "slip: not a slip's number"],
    [enterWith(["--slip", "1".repeat(33)]), "slip: not a slip's number"],
    [enterWith(["--approver", " "]), "Say who approves: --approver NAME."],
    [["replay"], "--from JOURNAL.jsonl"],
    [["card", "issue", "h1"], "either --last-tap STATION or --uid HEX"],
    [["card", "issue", "h1", "--uid", "aa", "--last-tap", "b"], "either --last-tap"],
    [["card", "block"], "either CARD"],
    [["card", "block", "short"], "card: not 16 bytes"],
    [["relief", "totals"], "--year 2026"],
    [["relief", "totals", "--year", "26"], "--year 2026"],
    [["relief", "totals", "--year", "2026", "--format", "xml"], "json or csv"],
    [["relief", "rule", "publish"], "FILE is missing."],
    [["relief", "rule", "withdraw"], "RULE is missing."],
    [["relief", "rule", "withdraw", "R 1"], "rule: not a slug"],
    [["fees", "import", "fees.csv"], "--year 2027"],
    [["household", "move", "h1", "--on", "2027-02-01"], "either --to ACCOUNT or --away"],
    [["household", "move", "h1", "--to", "W-1", "--away"], "either --to ACCOUNT or --away"],
    [["household", "move", "h1", "--away"], "--on 2027-02-01"],
    [["household", "move", "h1", "--away", "--on", "soon"], "on: "],
    [["relief", "draft"], "--year 2026"],
    [["relief", "close", "--year", "2026"], "--decision NUMBER"],
    [["relief", "close", "--year", "2026", "--decision", "3"], "--date 2027-04-12"],
    [["relief", "statement", "--year", "2026"], "HOUSEHOLD is missing."],
    [["relief", "statement", "h1", "--year", "2026", "--lang", "he"], "--lang is ar or en."],
    [["relief", "statement", "h1", "--year", "2026", "--view", "then"], "--view is now or frozen."],
    [["relief", "export", "--year", "2026"], "--out FOLDER"],
    [
      ["relief", "export", "--out", "x", "--year", "2026", "--view", "old"],
      "--view is now or frozen.",
    ],
    [["relief", "draft", "--year", "2026", "--dry-run"], "has no option --dry-run"],
    [["trial-balance", "--at", "0"], "--at is a journal position"],
    [["trial-balance", "--at", "now"], "--at is a journal position"],
    [["liability", "--at", "1.5"], "--at is a journal position"],
    [["account", "show"], "ACCOUNT is missing."],
    [["account", "show", "h012"], "account: not an account, such as household:h012"],
    [["status", "--actor", ""], "--actor names who acts"],
    [["status", "--actor", " "], "--actor names who acts"],
    [["status", "--actor", "a".repeat(65)], "--actor names who acts"],
    [["journal", "export"], "--out FILE"],
    [["journal", "export", "--out", "-", "--from", "2026-11"], "are for --format hledger"],
    [
      ["journal", "export", "--out", "-", "--format", "hledger", "--to", "2026-13"],
      "to: not a month like 2026-11",
    ],
    [["journal", "export", "--out", "-", "--format", "xml"], "jsonl or hledger"],
    [["station", "enrol", "b-04"], "--public-key JWKFILE"],
  ])("%j is misused: %s", async (args, sentence) => {
    const { code, out, err } = await admin(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).toMatch(/\n(Usage|See): /);
  });
});
