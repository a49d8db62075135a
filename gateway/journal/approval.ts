import * as z from "zod";

/**
 * Who agreed to an act that takes two people. While the scheme has no second person registered it is
 * done by one, and marked so for ever.
 */
export const approval = z.strictObject({
  approver: z.string().min(1).nullable(),
  singlePerson: z.boolean(),
});
export type Approval = z.output<typeof approval>;
