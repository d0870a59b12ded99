import { type KnownFile, type ReadResult, readSource } from "./readSource.ts";

declare const self: Worker;

/** A batch of files to read, and its number, which the answer repeats. */
export type ReadRequest = { id: number; root: string; files: { path: string; known: KnownFile | undefined }[] };
export type ReadAnswer = { id: number; results: ReadResult[] };

// One batch after the other: hashing and parsing keep this thread busy, and leave the hub's own free for its answers.
self.onmessage = async ({ data }: MessageEvent<ReadRequest>) => {
  const results: ReadResult[] = [];
  for (const { path, known } of data.files) results.push(await readSource(data.root, path, known));
  self.postMessage({ id: data.id, results } satisfies ReadAnswer);
};
