/** How much a line matters: an `alarm` waits for a person. */
export type LogLevel = "info" | "warn" | "alarm";
export type Log = (level: LogLevel, message: string) => void;

/** One line for each message, for journald or a terminal; a full logger would cost 10 MB. */
export function logTo(stream: { write(text: string): unknown }, now: () => number): Log {
  return (level, message) => {
    const line = message.replaceAll(/\s*\n\s*/g, " | ");
    stream.write(`${new Date(now()).toISOString()} ${level.padEnd(5)} ${line}\n`);
  };
}
