/** Something that only our own bug can bring about. Ends the process unless a boundary catches it. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** node:assert's own, for code that also runs in a browser. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** A case that the types rule out. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`);
}
