import type { councilTasks } from "./council-task.ts";
import type { Usage } from "./usage-form.ts";

export const councilUsages: Readonly<Record<keyof typeof councilTasks, Usage>> = {
  "person add": {
    form: "NAME [--approver NAME]",
    words: ["NAME"],
    options: ["approver"],
    does: "register who acts or approves; from the second on, it takes two",
  },
  "producer add": {
    form: "NAME",
    words: ["NAME"],
    options: [],
    does: "enrol a producer, at whom credits are spent",
  },
  "household resize": {
    form: "HOUSEHOLD --members N",
    words: ["HOUSEHOLD"],
    options: ["members"],
    does: "how many live there, from the next month on",
  },
  "payment record": {
    form: "--household HOUSEHOLD --producer PRODUCER --amount 12.50 --reference NUMBER",
    words: [],
    options: ["household", "producer", "amount", "reference"],
    does: "what a household spent; each sale of a producer once",
  },
  "tariff publish": {
    form: "FILE [--approver NAME]",
    words: ["FILE"],
    options: ["approver"],
    does: "a council's decision (TOML), valid from a coming month",
  },
  "tariff withdraw": {
    form: "ID [--approver NAME]",
    words: ["ID"],
    options: ["approver"],
    does: "take back a tariff that has not begun",
  },
};
