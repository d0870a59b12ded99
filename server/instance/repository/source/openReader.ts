import { availableParallelism } from "node:os";
import { messageOf } from "../../../platform/errors.ts";
import type { KnownFile, ReadResult } from "./readSource.ts";
import type { ReadAnswer, ReadRequest } from "./readWorker.ts";

type Batch = { path: string; known: KnownFile | undefined }[];
type Waiting = { resolve(results: ReadResult[]): void; reject(error: Error): void };

/** Reads files on threads of their own, so that the hub answers meanwhile. */
export type Reader = {
  threads: number;
  read(files: Batch): Promise<ReadResult[]>;
  /** Ends the threads, also in the middle of a file. Reads that still wait are rejected. */
  close(): void;
};

/** One processor is left to the hub itself and to the database; more threads than this gain little. */
const defaultThreads = Math.max(1, Math.min(4, availableParallelism() - 1));

/** Starts the threads that read files of `root`. They are the caller's to close. */
export function openReader(root: string, threads = defaultThreads): Reader {
  const readers = Array.from({ length: threads }, () => openThread(root));
  return {
    threads,
    read(files) {
      const idlest = readers.reduce((best, reader) => (reader.waiting() < best.waiting() ? reader : best));
      return idlest.read(files);
    },
    close() {
      for (const reader of readers) reader.close();
    },
  };
}

function openThread(root: string) {
  const worker = new Worker(new URL("./readWorker.ts", import.meta.url));
  const waiting = new Map<number, Waiting>();
  let next = 0;
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) asker?.reject(new Error(`a file could not be read: ${data.error}`));
    else asker?.resolve(data.results);
  };
  worker.onerror = (event) => failAll(new Error(`a reading thread failed: ${messageOf(event.error ?? event.message)}`));
  return {
    waiting: () => waiting.size,
    read(files: Batch): Promise<ReadResult[]> {
      return new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, root, files } satisfies ReadRequest);
      });
    },
    close() {
      worker.terminate();
      failAll(new Error("the reading thread was closed"));
    },
  };
}
