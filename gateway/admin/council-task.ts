import { parseTariff } from "../tariff/document.ts";
import { command, commandOfTwo, readText, type Tasks, unreadable, wrong } from "./made.ts";

/** People, their money, and what the council decides. */
export const councilTasks = {
  "person add": (given) => commandOfTwo({ kind: "person-add", person: given.words[0] }, given),
  "producer add": ({ words: [producer] }) => command({ kind: "producer-add", producer }),
  "household resize": ({ words: [household], options: { members = "" } }) =>
    /^\d{1,2}$/.test(members)
      ? command({ kind: "household-resize", household, members: Number(members) })
      : wrong("Say how many live there now: --members N, from 1 to 99."),
  "payment record": ({ options: { household, producer, amount, reference } }) => {
    if (household === undefined) return wrong("Say who paid: --household HOUSEHOLD.");
    if (producer === undefined) return wrong("Say who was paid: --producer PRODUCER.");
    if (amount === undefined) return wrong("Say how much: --amount 12.50.");
    if (reference === undefined) return wrong("Say which sale: --reference NUMBER.");
    return command({ kind: "payment-record", household, producer, amount, reference });
  },
  "tariff publish": (given) => {
    const [file = ""] = given.words;
    const text = readText(file);
    if (!text.ok) return text;
    const parsed = parseTariff(text.value);
    if (!parsed.ok) return unreadable(`${file}: ${parsed.problem.message}`);
    return commandOfTwo({ kind: "tariff-publish", tariff: parsed.value }, given);
  },
  "tariff withdraw": (given) =>
    commandOfTwo({ kind: "tariff-withdraw", tariff: given.words[0] }, given),
} as const satisfies Tasks;
