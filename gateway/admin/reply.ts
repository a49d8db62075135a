import type { Json } from "#contract/json.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import type { Refusal } from "../registry/act.ts";

/** What a command comes to: for programs and for people, or a report of any length. */
export type Reply =
  | { readonly kind: "answer"; readonly data: Json; readonly text: string }
  | { readonly kind: "report"; readonly chunks: AsyncIterable<string> };

export type Outcome = Result<Reply, Refusal>;

export const answer = (data: Json, text: string): Outcome => ok({ kind: "answer", data, text });
export const report = (chunks: AsyncIterable<string>): Outcome => ok({ kind: "report", chunks });
export const refused = (code: string, message: string) => fail({ code, message });
