/** `1234 kB`, rounded up: a file is never of no size. */
export const kilobytesOf = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
