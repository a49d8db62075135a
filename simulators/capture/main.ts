import { sampleCapture } from "./sample.ts";

process.stdout.write(sampleCapture());
