import { messageOf } from "../../platform/errors.ts";
import type { KnownFile, ReadResult } from "./readSource.ts";
import type { ReadAnswer, ReadRequest } from "./readWorker.ts";

/** Reads files on a thread of its own. */
export type Reader = {
  read(files: { path: string; known: KnownFile | undefined }[]): Promise<ReadResult[]>;
  /** Ends the thread, also in the middle of a file. Reads that still wait are rejected. */
  close(): void;
};

/** Starts a thread that reads files of `root`. It is the caller's to close. */
export function openReader(root: string): Reader {
  const worker = new Worker(new URL("./readWorker.ts", import.meta.url));
  const waiting = new Map<number, { resolve(results: ReadResult[]): void; reject(error: Error): void }>();
  let next = 0;
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
    waiting.get(data.id)?.resolve(data.results);
    waiting.delete(data.id);
  };
  worker.onerror = (event) =>
    failAll(new Error(`the reading thread failed: ${messageOf(event.error ?? event.message)}`));
  return {
    read: (files) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, root, files } satisfies ReadRequest);
      }),
    close: () => {
      worker.terminate();
      failAll(new Error("the reading thread was closed"));
    },
  };
}
