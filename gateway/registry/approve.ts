import { fail, ok, type Result } from "#contract/result.ts";
import type { Approval } from "../journal/approval.ts";
import type { Refusal } from "./act.ts";
import type { Registry } from "./registry.ts";

type Asked = { readonly actor: string; readonly approver?: string | null | undefined };

/** Two registered people agree, and are not the same one; a scheme of one person is marked so. */
export function approve(
  { actor, approver = null }: Asked,
  { persons }: Pick<Registry, "persons">,
): Result<Approval, Refusal> {
  if (approver !== null && isSame(actor, approver)) {
    return fail({ code: "same-person", message: `${actor} cannot approve what ${actor} does.` });
  }
  if (persons.size < 2) return ok({ approver, singlePerson: true });
  if (approver === null) {
    return fail({ code: "no-approver", message: "This takes two people: add --approver NAME." });
  }
  const stranger = [actor, approver].find((name) => !persons.has(name));
  if (stranger === undefined) return ok({ approver, singlePerson: false });
  const message = `${stranger} is not registered: add "person add ${stranger}", or name who is: ${[...persons].join(", ")}.`;
  return fail({ code: "no-such-person", message });
}

const isSame = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();
