import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { LogEntry } from "./entry.ts";
import { type ByteBudget, readLines } from "./readLines.ts";
import type { SeenLog } from "./seenLogs.ts";
import { addRequest, type Traffic } from "./traffic.ts";

/** What one line says: the host that was asked and the caller that asked, as far as they are known; null for no log line. */
export type LineReader = (
  text: string,
) => { entry: LogEntry; host: string | null; caller: string | null } | "none" | null;

const headBytes = 512;

const nothing = { offset: 0, lines: 0, sent: new Map<string, Traffic>(), received: new Map<string, Traffic>() };

/**
 * Reads what a log has grown by since `before`, or all of it where that was another file. `seen` is what holds for the
 * next time; `sent` and `received` count a last line without its end too, which may still be growing.
 *
 * @throws when the file cannot be read or unpacked.
 */
export async function readLog(options: {
  path: string;
  before: SeenLog | undefined;
  budget: ByteBudget;
  readLine: LineReader;
  writtenAt: Date;
}): Promise<{
  seen: SeenLog;
  sent: ReadonlyMap<string, Traffic>;
  received: ReadonlyMap<string, Traffic>;
  passedOver: number;
}> {
  const { path, before, budget, readLine, writtenAt } = options;
  const now = await look(path, before?.headBytes ?? headBytes);
  // Of a file that was empty there is nothing to recognize it by.
  const same = before !== undefined && before.headBytes > 0 && before.head === now.head;
  const known = same && before.offset <= now.size ? before : null;
  const packed = path.endsWith(".gz") ? `${now.size} ${writtenAt.getTime()}` : null;
  // An archive that was cut is read again only where more of it can be: it would use up what others wait for.
  const readEnough = known?.packed === packed && (known?.cutAt ?? Number.POSITIVE_INFINITY) >= budget.left;
  if (known !== null && packed !== null && readEnough) {
    return { seen: known, sent: known.sent, received: known.received, passedOver: 0 };
  }
  const start = packed === null && known !== null ? known : nothing;
  const sent = new Map(start.sent);
  const received = new Map(start.received);
  const allowed = budget.left;
  let { offset, lines: line } = start;
  let passedOver = 0;
  let whole: Pick<SeenLog, "sent" | "received" | "lines"> | null = null;
  for await (const { text, end } of readLines(path, budget, { from: offset })) {
    // A line without its end comes last: it counts now, and is read again the next time.
    if (end === null) whole = { sent: new Map(sent), received: new Map(received), lines: line };
    else offset = end;
    line += 1;
    const said = readLine(text);
    if (said === null) passedOver += 1;
    if (said === null || said === "none") continue;
    const request = { entry: said.entry, line, writtenAt };
    if (said.host !== null) addRequest(sent, said.host, request);
    if (said.caller !== null) addRequest(received, said.caller, request);
  }
  const head = known === null ? await look(path, Math.min(headBytes, now.size)) : now;
  const counted = whole ?? { sent, received, lines: line };
  const seen: SeenLog = {
    ...counted,
    head: head.head,
    headBytes: head.headBytes,
    offset: packed === null ? offset : 0,
    packed,
    cutAt: packed !== null && budget.left <= 0 ? allowed : null,
  };
  return { seen, sent, received, passedOver };
}

/** How large a file is, and a digest of its first bytes, at most `bytes` of them. */
async function look(path: string, bytes: number): Promise<{ size: number; head: string; headBytes: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    const head = createHash("sha256").update(buffer.subarray(0, bytesRead)).digest("hex");
    return { size, head, headBytes: bytesRead };
  } finally {
    await file.close();
  }
}
