/** The display controller HD44780 (Hitachi data sheet) on its 4-bit bus. */
export type Hd44780 = {
  /** The upper four data lines, when E falls. */
  clock(nibble: number, isData: boolean): void;
  /** Forgets all, as without power. */
  powerUp(): void;
  isOn(): boolean;
  /** Character codes from an address of its memory on, as they are shown. */
  codes(address: number, count: number): number[];
};

const SPACE = 0x20;
const LINE = 0x40;
const COLUMNS = 40;
const USUAL_US = 37;
const CLEAR_US = 1520;

/** Commands by their highest bit. */
const SET_ADDRESS = 0x80;
const SET_PATTERN = 0x40;
const FUNCTION = 0x20;
const TWO_LINES = 0x08;
const SHIFT = 0x10;
const DISPLAY = 0x08;
const ENTRY = 0x04;
const HOME = 0x02;

/** What comes while it is busy is lost, as on a real one. */
export function openHd44780(nowUs: () => number): Hd44780 {
  const memory = new Map<number, number>();
  let address = 0;
  let isPattern = false;
  let isOn = false;
  let isFourBit = false;
  let hasTwoLines = false;
  let high: number | null = null;
  let direction = 1;
  let scrolls = false;
  let shifted = 0;
  let busyUntilUs = 0;

  const move = (step: number) => {
    const column = (address % LINE) + step;
    const isOut = column < 0 || column >= COLUMNS;
    const line = isOut ? LINE - (address - (address % LINE)) : address - (address % LINE);
    address = line + ((column + COLUMNS) % COLUMNS);
  };
  const scroll = (step: number) => {
    shifted = (shifted + step + COLUMNS) % COLUMNS;
  };
  function clear(): void {
    memory.clear();
    direction = 1;
    home();
  }
  function home(): void {
    address = 0;
    shifted = 0;
    isPattern = false;
    busyUntilUs = nowUs() + CLEAR_US;
  }
  function command(value: number): void {
    if (value >= SET_ADDRESS) {
      address = value - SET_ADDRESS;
      isPattern = false;
    } else if (value >= SET_PATTERN) isPattern = true;
    else if (value >= FUNCTION) {
      isFourBit = (value & SHIFT) === 0;
      hasTwoLines = (value & TWO_LINES) !== 0;
    } else if (value >= SHIFT) (value & DISPLAY ? scroll : move)(value & ENTRY ? 1 : -1);
    else if (value >= DISPLAY) isOn = (value & ENTRY) !== 0;
    else if (value >= ENTRY) {
      direction = value & HOME ? 1 : -1;
      scrolls = (value & 1) !== 0;
    } else if (value >= HOME) home();
    else if (value === 1) clear();
  }
  function put(code: number): void {
    if (isPattern) return; // patterns of own characters are not drawn here
    memory.set(address, code);
    move(direction);
    if (scrolls) scroll(direction);
  }
  return {
    clock(nibble, isData) {
      if (nowUs() < busyUntilUs) return;
      if (isFourBit && high === null) {
        high = nibble;
        return;
      }
      const value = high === null ? nibble << 4 : (high << 4) | nibble;
      high = null;
      busyUntilUs = nowUs() + USUAL_US;
      if (isData) put(value);
      else command(value);
    },
    powerUp() {
      clear();
      isOn = false;
      isFourBit = false;
      hasTwoLines = false;
      high = null;
      scrolls = false;
    },
    isOn: () => isOn,
    codes: (first, count) =>
      Array.from({ length: count }, (_, index) => {
        const line = first - (first % LINE);
        const column = ((first % LINE) + index + shifted) % COLUMNS;
        if (line > 0 && !hasTwoLines) return SPACE;
        return memory.get(line + column) ?? SPACE;
      }),
  };
}
