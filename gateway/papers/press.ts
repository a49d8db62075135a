import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import { certificateOf } from "./certificate.ts";
import { summaryOf } from "./summary.ts";
import type { Letterhead } from "./wording.ts";

/** Archivable, its text extractable and tagged for readers: ISO 19005-2, level A. */
const STANDARD = "a-2a";
const FONTS = ["400Regular/Amiri_400Regular.ttf", "700Bold/Amiri_700Bold.ttf"];
const TEMPLATES = fileURLToPath(new URL("typst/", import.meta.url));

/** A paper could not be set: a fault of ours in a template, or a letter that no font has. */
export class NotPrinted extends Error {
  override readonly name = "NotPrinted";
}

/**
 * Sets papers in PDF. The same data give the same bytes. It works on the caller's thread, some 50 ms
 * for a certificate: who prints many lets others have a turn in between.
 */
export type Press = {
  /** @throws NotPrinted */
  certificate(statement: ReliefStatement, letterhead: Letterhead): Uint8Array;
  /** @throws NotPrinted */
  summary(year: ReliefYear, letterhead: Omit<Letterhead, "decision">): Uint8Array;
};

/** Loads the fonts once; Typst can read nothing but its templates. */
export function openPress(): Press {
  const fontBlobs = FONTS.map(fontOf);
  const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs }] });
  return {
    certificate: (statement, letterhead) =>
      pdfOf(compiler, "certificate.typ", certificateOf(statement, letterhead)),
    summary: (year, letterhead) => pdfOf(compiler, "summary.typ", summaryOf(year, letterhead)),
  };
}

function fontOf(file: string): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/amiri/${file}`));
}

function pdfOf(compiler: NodeCompiler, template: string, data: object): Uint8Array {
  const inputs = { data: JSON.stringify(data) };
  const compiled = compiler.compile({ mainFilePath: `${TEMPLATES}${template}`, inputs });
  const { result } = compiled;
  if (result === null) {
    throw new NotPrinted(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics));
  }
  try {
    return compiler.pdf(result, { pdfStandard: STANDARD });
  } catch (error) {
    throw new NotPrinted(`${template} is no PDF/A`, { cause: error });
  } finally {
    // Typst remembers what it has set for all compilers of the process: 720 households would add up.
    compiler.evictCache(0);
  }
}
