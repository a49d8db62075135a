import type { cardTasks } from "./card-task.ts";
import type { Usage } from "./usage-form.ts";

export const cardUsages: Readonly<Record<keyof typeof cardTasks, Usage>> = {
  "card issue": {
    form: "HOUSEHOLD (--last-tap STATION | --uid HEX)",
    words: ["HOUSEHOLD"],
    options: ["last-tap", "uid"],
    does: "give a card, with its earlier deposits, to a household",
  },
  "card block": {
    form: "(CARD | --uid HEX)",
    words: [],
    more: 1,
    options: ["uid"],
    does: "block a lost card at every station",
  },
  "card keys": {
    form: "--uid HEX",
    words: [],
    options: ["uid"],
    does: "the secret keys to write onto an NTAG 424 DNA: show them to nobody",
  },
  "card demand-proof": {
    form: "(CARD | --uid HEX)",
    words: [],
    more: 1,
    options: ["uid"],
    does: "hold what is weighed from now on with this card and without its proof",
  },
  "card waive-proof": {
    form: "(CARD | --uid HEX) --reason TEXT [--approver NAME]",
    words: [],
    more: 1,
    options: ["uid", "reason", "approver"],
    does: "demand no proof of this card any more",
  },
};
