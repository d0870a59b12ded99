import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const newline = 10;

/** What is left of the bytes that may be read, counted down by the reader and shared by the files of one source. */
export type ByteBudget = { left: number };

/** One line, and where in the file the next one begins; null while the line has no end. Unpacked bytes count. */
export type Line = { text: string; end: number | null };

/**
 * The lines of a file, gzipped or plain, one at a time: the file is never in memory whole. `from` is where in a plain
 * file a line begins. A line longer than `maxLineBytes` is cut there; reading ends when the budget is used up, so that an
 * archive that unpacks to more than anyone has is harmless. Broken UTF-8 becomes U+FFFD. Throws when the file cannot be
 * read or unpacked.
 */
export async function* readLines(
  path: string,
  budget: ByteBudget,
  { from = 0, maxLineBytes = 16_384 }: { from?: number; maxLineBytes?: number } = {},
): AsyncGenerator<Line> {
  const file = createReadStream(path, { start: from });
  const bytes = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.once("error", (error) => bytes.destroy(error));
  const decoder = new TextDecoder();
  let kept: Buffer[] = [];
  let length = 0;
  let at = from;
  const keep = (part: Buffer) => {
    at += part.length;
    const room = maxLineBytes - length;
    if (room <= 0) return;
    kept.push(part.length > room ? part.subarray(0, room) : part);
    length += Math.min(part.length, room);
  };
  const takeLine = () => {
    const line = decoder.decode(Buffer.concat(kept)).replace(/\r$/, "");
    kept = [];
    length = 0;
    return line;
  };
  try {
    for await (const chunk of bytes) {
      const block: Buffer = chunk.subarray(0, budget.left);
      budget.left -= block.length;
      let start = 0;
      for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
        keep(block.subarray(start, end));
        at += 1;
        start = end + 1;
        yield { text: takeLine(), end: at };
      }
      keep(block.subarray(start));
      if (budget.left <= 0) return;
    }
    if (length > 0) yield { text: takeLine(), end: null };
  } finally {
    file.destroy();
    bytes.destroy();
  }
}
