import { writeFileSync } from "node:fs";
import { goldenFiles } from "./golden/files.ts";

/** Writes contract/golden anew. Run it after a change of the contract, and read the difference. */
for (const { url, text } of goldenFiles()) writeFileSync(url, text);
