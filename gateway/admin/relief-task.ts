import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { ok, type Result } from "#contract/result.ts";
import { parseReliefRule } from "../relief/document.ts";
import {
  command,
  commandOfTwo,
  decisionIn,
  type Given,
  type Made,
  readText,
  type TaskProblem,
  type Tasks,
  unreadable,
  wrong,
} from "./made.ts";

/** From a relief rule to the charge lines. */
export const reliefTasks = {
  "relief rule publish": (given) => {
    const [file = ""] = given.words;
    const text = readText(file);
    if (!text.ok) return text;
    const parsed = parseReliefRule(text.value);
    if (!parsed.ok) return unreadable(`${file}: ${parsed.problem.message}`);
    return commandOfTwo({ kind: "relief-rule-publish", rule: parsed.value }, given);
  },
  "relief rule withdraw": (given) =>
    commandOfTwo({ kind: "relief-rule-withdraw", rule: given.words[0] }, given),
  "fees import": ({ words: [file = ""], options: { year, on = null, ...flags } }) => {
    const feeYear = yearIn(year);
    if (feeYear === null) return wrong("Say for which year the fee is: --year 2027.");
    const bytes = readBase64(file);
    if (!bytes.ok) return bytes;
    const dryRun = flags["dry-run"] !== undefined;
    const given = { feeYear, on, dryRun };
    const read = { fileName: basename(file), base64: bytes.value };
    return command({ kind: "fees-import", ...read, ...given });
  },
  "household move": ({ words: [household], options: { to, away, on } }) => {
    if ((to === undefined) === (away === undefined)) {
      return wrong("Say where to: either --to ACCOUNT or --away.");
    }
    if (on === undefined) return wrong("Say from when: --on 2027-02-01.");
    return command({ kind: "household-move", household, account: to ?? null, on });
  },
  "relief draft": (given) => ofYear({ kind: "relief-draft" }, given),
  "relief close": (given) => {
    const decision = decisionIn(given);
    if (!decision.ok) return decision;
    const made = { kind: "relief-close", decision: decision.value };
    return ofYear(made, given, (fields) => commandOfTwo(fields, given));
  },
  "relief statement": (given) => {
    const [household] = given.words;
    const { lang = "en" } = given.options;
    if (lang !== "ar" && lang !== "en") return wrong("--lang is ar or en.");
    return ofView({ kind: "relief-statement", household, language: lang }, given);
  },
  "relief export": (given) => {
    const { out, certificates } = given.options;
    if (out === undefined) return wrong("Say where to: --out FOLDER, one that is not there yet.");
    const made = { target: resolve(out), certificates: certificates !== undefined };
    return ofView({ kind: "relief-export", ...made }, given);
  },
} as const satisfies Tasks;

function ofYear(
  fields: object,
  { options }: Given,
  make: (fields: object) => Made = command,
): Made {
  const year = yearIn(options.year);
  return year === null ? wrong("Say which year: --year 2026.") : make({ ...fields, year });
}

function ofView(fields: object, given: Given): Made {
  const { view = "now" } = given.options;
  if (view !== "now" && view !== "frozen") return wrong("--view is now or frozen.");
  return ofYear({ ...fields, view }, given);
}

const yearIn = (text = ""): number | null => (/^2\d{3}$/.test(text) ? Number(text) : null);

function readBase64(file: string): Result<string, TaskProblem> {
  try {
    return ok(readFileSync(file).toString("base64"));
  } catch {
    return unreadable(`The file ${file} cannot be read.`);
  }
}
