import type { Uno } from "./uno.ts";

export type Button = {
  press(): void;
  release(): void;
  /** The contact opens and closes so often, in so many microseconds each, before it is quiet. */
  bounce(times: number, us: number): void;
};

/** A button between a pin and ground; the pin's pull-up makes it high while nobody presses. */
export function attachButton(uno: Uno, pin: number): Button {
  let isPressed = false;
  const set = (closed: boolean) => {
    if (closed) uno.pins.drive(pin, false);
    else uno.pins.release(pin);
  };
  const button: Button = {
    press() {
      isPressed = true;
      set(true);
    },
    release() {
      isPressed = false;
      set(false);
    },
    bounce(times, us) {
      if (times === 0) return set(isPressed);
      set(!isPressed);
      uno.after(us, () => set(isPressed));
      uno.after(2 * us, () => button.bounce(times - 1, us));
    },
  };
  return button;
}
