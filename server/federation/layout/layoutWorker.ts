import { type LayoutEdge, type LayoutNode, layOut } from "./layOut.ts";

declare const self: Worker;

/** Computes one layout beside the main thread and answers it. */
self.onmessage = ({ data }: MessageEvent<{ nodes: LayoutNode[]; edges: LayoutEdge[] }>) => {
  self.postMessage(layOut(data.nodes, data.edges));
};
