import { defineConfig } from "vitest/config";

/** Files named `*.slow.test.ts` start processes or run for seconds: `npm test` runs them, `npm run check` does not. */
export default defineConfig({
  test: {
    include: ["{contract,edge,gateway,dashboard,simulators,tools}/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
