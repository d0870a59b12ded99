/** The largest payload that is read at all. */
export const maxPayloadBytes = 64 * 1024;

/** How deep objects and arrays may be nested; the outermost one counts. */
export const maxDepth = 32;

export type Decoded = { ok: true; value: unknown } | { ok: false; reason: string };

const refuse = (reason: string): Decoded => ({ ok: false, reason });

// Keeps a byte order mark, which JSON then refuses: what is parsed is exactly what was signed.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Turns bytes into a JSON value that is safe to look into and to store: not too large, real UTF-8, not too deep, without
 * the keys that reach a prototype, and without characters PostgreSQL cannot hold. Never throws.
 */
export function decodePayload(bytes: Uint8Array): Decoded {
  if (bytes.length > maxPayloadBytes) return refuse(`larger than ${maxPayloadBytes} bytes`);
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refuse("not UTF-8");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("not JSON");
  }
  const fault = findFault(value, 1);
  return fault === null ? { ok: true, value } : refuse(fault);
}

function findFault(value: unknown, depth: number): string | null {
  if (typeof value === "string") return faultOfText(value);
  if (typeof value !== "object" || value === null) return null;
  if (depth > maxDepth) return `nested deeper than ${maxDepth}`;
  if (Array.isArray(value)) {
    for (const item of value) {
      const fault = findFault(item, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") return `forbidden key ${key}`;
    const fault = faultOfText(key) ?? findFault(item, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

/** PostgreSQL holds no NUL, and its JSON no half of a surrogate pair: stored, one such text would fail a whole batch. */
function faultOfText(text: string): string | null {
  if (text.includes("\0")) return "a text contains NUL";
  return text.isWellFormed() ? null : "a text contains half a surrogate pair";
}
