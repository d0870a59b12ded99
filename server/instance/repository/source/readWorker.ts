import { messageOf } from "../../../platform/errors.ts";
import { type KnownFile, type ReadResult, readSource } from "./readSource.ts";

declare const self: Worker;

/** A batch of files to read, and its number, which the answer repeats. */
export type ReadRequest = { id: number; root: string; files: { path: string; known: KnownFile | undefined }[] };
export type ReadAnswer = { id: number; results: ReadResult[] } | { id: number; error: string };

// One batch after the other: hashing and parsing keep this thread busy, and leave the hub's own free for its answers.
self.onmessage = async ({ data }: MessageEvent<ReadRequest>) => {
  const { id, root, files } = data;
  try {
    const results: ReadResult[] = [];
    for (const { path, known } of files) results.push(await readSource(root, path, known));
    self.postMessage({ id, results } satisfies ReadAnswer);
  } catch (thrown) {
    self.postMessage({ id, error: messageOf(thrown) } satisfies ReadAnswer);
  }
};
