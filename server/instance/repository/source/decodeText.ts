/** As far as git looks into a file to tell whether it is binary. */
const probedBytes = 8000;

/**
 * The text of a file, or null where it is binary: a NUL byte in its first 8000 bytes, unless a byte order mark says
 * UTF-16. Broken UTF-8 is taken for Latin-1, in which every byte is a character, so that nothing is lost. A NUL
 * further on becomes U+FFFD: PostgreSQL cannot store it.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return clean(new TextDecoder("utf-16le").decode(bytes));
  if (first === 0xfe && second === 0xff) return clean(new TextDecoder("utf-16be").decode(bytes));
  if (bytes.subarray(0, probedBytes).includes(0)) return null;
  try {
    return clean(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return clean(new TextDecoder("latin1").decode(bytes));
  }
}

const clean = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text).toWellFormed();
