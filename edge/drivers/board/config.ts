import * as z from "zod";
import { serialFields } from "../driver.ts";

const pin = z.int().min(2).max(19);

const lid = z
  .strictObject({
    pin,
    closed_degrees: z.int().min(0).max(180).default(0),
    open_degrees: z.int().min(0).max(180).default(90),
    close_after_s: z.int().min(1).max(60).default(3),
    /** Where our firmware moves it when it no longer hears the station, and when it gets power. */
    on_loss: z.enum(["open", "closed", "stay"]).default("open"),
  })
  .refine((it) => it.open_degrees !== it.closed_degrees, {
    path: ["open_degrees"],
    message: "is where closed_degrees is too",
  })
  .transform((it) => ({
    pin: it.pin,
    closedDegrees: it.closed_degrees,
    openDegrees: it.open_degrees,
    closeAfterMs: it.close_after_s * 1000,
    onLoss: it.on_loss,
  }));

const lcd = z.strictObject({
  /** 0x27 of a PCF8574, 0x3F of a PCF8574A. */
  address: z.int().min(0x20).max(0x3f).default(0x27),
  columns: z.literal([16, 20]).default(16),
  rows: z.literal([2, 4]).default(2),
});

/** Section [board] of station.toml: a microcontroller that speaks Firmata. */
export const boardConfig = z
  .strictObject({
    kind: z.literal("firmata"),
    ...serialFields,
    baud_rate: serialFields.baud_rate.default(57_600),
    firmware: z.enum(["qamama", "standard"]),
    light_pin: pin.optional(),
    buzzer_pin: pin.optional(),
    lid: lid.optional(),
    lcd: lcd.optional(),
  })
  .refine((it) => it.firmware === "qamama" || it.lid === undefined || it.lid.onLoss === "stay", {
    path: ["lid", "on_loss"],
    message: 'other than "stay" needs firmware = "qamama": StandardFirmata guards no lid',
  })
  .refine((it) => it.firmware === "standard" || it.lid === undefined || isTimed(it.lid.pin), {
    path: ["lid", "pin"],
    message: "is 9 or 10 with our firmware, which moves servos by the timer behind these two",
  })
  .transform((it) => ({
    path: it.path,
    baudRate: it.baud_rate,
    firmware: it.firmware,
    lightPin: it.light_pin ?? null,
    buzzerPin: it.buzzer_pin ?? null,
    lid: it.lid ?? null,
    lcd: it.lcd ?? null,
  }));
export type BoardConfig = z.output<typeof boardConfig>;
export type LidConfig = NonNullable<BoardConfig["lid"]>;
export type LcdConfig = NonNullable<BoardConfig["lcd"]>;

const isTimed = (pin: number) => pin === 9 || pin === 10;
