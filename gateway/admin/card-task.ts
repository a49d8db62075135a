import { command, commandOfTwo, type Given, type Made, type Tasks, wrong } from "./made.ts";

export const cardTasks = {
  "card issue": ({ words: [household], options }) => {
    const { uid, "last-tap": lastTapAt } = options;
    if ((uid === undefined) === (lastTapAt === undefined)) {
      return wrong("Say which card: either --last-tap STATION or --uid HEX.");
    }
    const card = uid === undefined ? { lastTapAt } : { uid };
    return command({ kind: "card-issue", household, card });
  },
  "card block": (given) => ofCard(given, (card) => command({ kind: "card-block", card })),
  "card keys": ({ options: { uid } }) =>
    uid === undefined
      ? wrong("Say which card: --uid HEX, as a reader prints it.")
      : command({ kind: "card-keys", uid }),
  "card demand-proof": (given) =>
    ofCard(given, (card) => command({ kind: "card-demand-proof", card })),
  "card waive-proof": (given) => {
    const { reason = "" } = given.options;
    if (reason.trim() === "")
      return wrong("Say why the card need not prove itself: --reason TEXT.");
    return ofCard(given, (card) => commandOfTwo({ kind: "card-waive-proof", card, reason }, given));
  },
} as const satisfies Tasks;

function ofCard({ words: [card], options: { uid } }: Given, made: (card: object) => Made): Made {
  if ((uid === undefined) === (card === undefined)) {
    return wrong("Say which card: either CARD, its 22 characters, or --uid HEX.");
  }
  return made(uid === undefined ? { card } : { uid });
}
