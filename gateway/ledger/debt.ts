/**
 * What has to move from a household's debt to its credits once a sum has come or gone: never are the
 * credits below zero, and whatever comes in pays a debt first. So what a household has, less what it
 * owes, depends on the sums alone, and not on their order.
 *
 * @param credits minor units held, after the sum; @param debt minor units owed: zero or below
 * @returns minor units: above zero more is owed now, below zero less
 */
export function owedMore({ credits, debt }: { credits: number; debt: number }): number {
  // Credits below zero are the lesser in any case, since a debt is never above zero.
  return 0 - Math.min(credits, -debt);
}
