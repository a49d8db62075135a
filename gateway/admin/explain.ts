import { explanationText } from "../reports/explanation.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";

/** How a deposit became its credit and points, in either language. */
export async function explainDeposit(
  { deposit, language }: CommandOf<"explain">,
  { store, scheme }: AdminContext,
): Promise<Outcome> {
  const explained = await store.explain(deposit);
  if (!explained.ok) return explained;
  const { currency } = scheme;
  const data = JSON.parse(JSON.stringify(explained.value));
  return answer(data, explanationText(explained.value, { language, currency }));
}
