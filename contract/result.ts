/** An answer on which the caller must act, either way. */
export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <Value>(value: Value) => ({ ok: true, value }) as const;
export const fail = <const Problem>(problem: Problem) => ({ ok: false, problem }) as const;
