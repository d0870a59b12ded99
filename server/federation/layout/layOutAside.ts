import { type LayoutEdge, type LayoutNode, layOut, type Place } from "./layOut.ts";

/** Up to here a layout takes some milliseconds, less than a thread takes to start. */
const mostInPlace = 60;

/**
 * `layOut`, on a thread of its own for all but the smallest maps: a thousand projects take a third of a second, in
 * which nobody would be answered. The same input gives the same map, whichever way.
 */
export async function layOutAside(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Promise<Place[]> {
  if (nodes.length <= mostInPlace) return layOut(nodes, edges);
  const worker = new Worker(new URL("./layoutWorker.ts", import.meta.url).href);
  try {
    return await new Promise<Place[]>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Place[]>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(`The layout failed: ${message}`));
      worker.postMessage({ nodes, edges });
    });
  } finally {
    worker.terminate();
  }
}
