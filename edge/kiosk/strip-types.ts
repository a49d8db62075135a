import { stripTypeScriptTypes } from "node:module";
import { json } from "node:stream/consumers";
import * as z from "zod";

// A process of its own, as short as possible: what takes types away takes 27 MB, and gives them back only
// with its process. Modules come by name on standard input, and go so on standard output.

process.emitWarning = () => {}; // Node calls experimental what it runs this very file through
const modules = z.record(z.string(), z.string()).parse(await json(process.stdin));
const stripped = Object.entries(modules).map(([path, text]) => [path, stripTypeScriptTypes(text)]);
process.stdout.write(JSON.stringify(Object.fromEntries(stripped)));
