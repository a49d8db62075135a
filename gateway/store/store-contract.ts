import { describe } from "vitest";
import { promisesOfActs } from "./promises/acts.ts";
import { promisesOfBooks } from "./promises/books.ts";
import { promisesOfBudgets } from "./promises/budgets.ts";
import { promisesOfDecisionsByPeople } from "./promises/by-people.ts";
import { promisesOfClaims } from "./promises/claims.ts";
import { promisesOfClocks } from "./promises/clocks.ts";
import { promisesOfCorrectedRows } from "./promises/corrected-rows.ts";
import { promisesOfCorrections } from "./promises/corrections.ts";
import { promisesOfDisputes } from "./promises/disputes.ts";
import { promisesOfEnteredDeposits } from "./promises/entered.ts";
import { promisesOfExpiry } from "./promises/expiry.ts";
import { promisesOfExplanations } from "./promises/explanations.ts";
import { promisesOfTheFirstTariff } from "./promises/first-tariff.ts";
import { promisesOfManualEntries } from "./promises/manual.ts";
import { promisesOfOutcomes } from "./promises/outcomes.ts";
import { promisesOfReads } from "./promises/reads.ts";
import { promisesOfReasons } from "./promises/reasons.ts";
import { promisesOfReliefRules } from "./promises/relief-rules.ts";
import { promisesOfReliefYears } from "./promises/relief-years.ts";
import { promisesOfReviews } from "./promises/reviews.ts";
import { promisesOfRuleWithdrawals } from "./promises/rule-withdrawals.ts";
import { promisesOfStatements } from "./promises/statements.ts";
import type { OpenStore } from "./promises/testbed.ts";

/** What every store promises, whatever it is made of. */
export function storeContract(name: string, open: OpenStore): void {
  describe(name, () => {
    describe("answers entries", () => promisesOfOutcomes(open));
    describe("says why", () => promisesOfReasons(open));
    describe("dates deposits", () => promisesOfClocks(open));
    describe("follows cards", () => promisesOfClaims(open));
    describe("begins with a tariff", () => promisesOfTheFirstTariff(open));
    describe("is corrected", () => promisesOfCorrections(open));
    describe("lets credits expire", () => promisesOfExpiry(open));
    describe("knows relief rules", () => promisesOfReliefRules(open));
    describe("shows corrections", () => promisesOfCorrectedRows(open));
    describe("tells of a budget", () => promisesOfBudgets(open));
    describe("notes that a deposit is disputed", () => promisesOfDisputes(open));
    describe("lets people", () => promisesOfDecisionsByPeople(open));
    describe("tells a year, which", () => promisesOfStatements(open));
    describe("takes what people enter by hand", () => promisesOfManualEntries(open));
    describe("treats it like any deposit", () => promisesOfEnteredDeposits(open));
    describe("closes years", () => promisesOfReliefYears(open));
    describe("takes back a relief rule", () => promisesOfRuleWithdrawals(open));
    describe("explains deposits", () => promisesOfExplanations(open));
    describe("lists what to review", () => promisesOfReviews(open));
    describe("can be read", () => promisesOfReads(open));
    describe("keeps books", () => promisesOfBooks(open));
    describe("takes acts of people", () => promisesOfActs(open));
  });
}
