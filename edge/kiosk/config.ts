import * as z from "zod";

/** Section [kiosk] of station.toml: a page for a screen beside the scale, served to this computer alone. */
export const kioskConfig = z.strictObject({
  port: z.int().min(1).max(65_535).default(8090),
});
export type KioskConfig = z.output<typeof kioskConfig>;
