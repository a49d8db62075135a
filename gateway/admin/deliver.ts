import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { writeFileAtomically } from "../keyring/atomic-file.ts";
import { kilobytesOf } from "./bytes.ts";
import type { Reply } from "./reply.ts";

export type Terminal = {
  /** Resolves when more may come. */
  out(text: string): Promise<void>;
  err(text: string): void;
};

/** Shows an answer, or writes a report to its file. */
export async function deliver(
  reply: Reply,
  to: { readonly terminal: Terminal; readonly json: boolean; readonly out: string | null },
): Promise<void> {
  const { terminal, json, out } = to;
  if (reply.kind === "answer") {
    const data = JSON.stringify(reply.data);
    await terminal.out(`${json ? data : reply.text}\n`);
    // Only enrolment has such a file. It holds a password, so it is its owner's alone (mode 600); that
    // is shown first, since it is shown once and the file may fail.
    if (out !== null) writeFileAtomically(out, `${data}\n`);
  } else if (out === null) {
    for await (const chunk of reply.chunks) await terminal.out(chunk);
  } else {
    const bytes = await writeReport(out, reply.chunks);
    const text = `Wrote ${out} (${kilobytesOf(bytes)}).`;
    await terminal.out(`${json ? JSON.stringify({ out, bytes }) : text}\n`);
  }
}

/** The file gets its name when it is whole. @returns bytes written */
async function writeReport(file: string, chunks: AsyncIterable<string>): Promise<number> {
  const unfinished = `${file}.unfinished-${process.pid}`;
  const descriptor = openSync(unfinished, "wx", 0o600);
  try {
    let bytes = 0;
    for await (const chunk of chunks) bytes += writeSync(descriptor, chunk);
    fsyncSync(descriptor);
    renameSync(unfinished, file);
    return bytes;
  } finally {
    closeSync(descriptor);
    rmSync(unfinished, { force: true });
  }
}
