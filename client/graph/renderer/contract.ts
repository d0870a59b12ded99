import type { Place } from "../direction.ts";
import type { GraphMarks } from "../marks.ts";
import type { Palette } from "../palette.ts";
import type { View } from "../view.ts";

/** What happens on the canvas. `edge` and `node` are ids; `frame` comes after each drawn frame. */
export type RendererEvents = {
  /** `together`: with Shift, Ctrl or Cmd held, to pick several. */
  node(id: string, together: boolean): void;
  openNode(id: string): void;
  edge(id: string): void;
  stage(): void;
  frame(): void;
  lost(): void;
  /** The camera was moved and stands still again. */
  moved(): void;
  /** A node was dragged to a place on the map, in the server's coordinates. */
  dragged(id: string, to: { x: number; y: number }): void;
  /** A line was drawn around these nodes. */
  lassoed(ids: string[]): void;
};

/** What a saved picture says of itself: what it shows, and what each colour means. */
export type PictureCaption = { title: string; steps: readonly { label: string; color: string }[] };

/** All nodes and what of the plane is in sight, in the server's coordinates; y grows upwards. */
export type Overview = {
  nodes: { x: number; y: number; color: string }[];
  sight: { left: number; top: number; right: number; bottom: number };
};

/** The canvas, as the rest of the client knows it. Only this folder knows that Sigma is behind it. */
export type GraphRenderer = {
  /** Puts the canvas into a place of the page, or takes it out with null; what is drawn stays. */
  mount(host: HTMLElement | null): void;
  /** Draws these marks, touching only what is different from what is drawn. */
  show(marks: GraphMarks, palette: Palette): void;
  listen(events: Partial<RendererEvents>): () => void;
  fit(): void;
  zoom(factor: number): void;
  /** Where the visible nodes are on the canvas, in CSS pixels. */
  places(): Place[];
  /** Where one node is, and its radius on screen; null when it is hidden or unknown. */
  place(id: string): (Place & { radius: number }) | null;
  /**
   * Keeps what matters in sight when something covers `pixels` on the right. Who has not moved the camera keeps seeing
   * everything, beside it; for who has, the camera moves only as far as the node needs.
   */
  attend(id: string | null, pixels: number): void;
  /** Moves the camera as far as it takes to have a node in sight. */
  reveal(id: string): void;
  /** Where the camera was moved to, in the server's coordinates; null while everything is shown. */
  view(): View | null;
  /** Moves the camera at once; null shows everything. */
  look(view: View | null): void;
  overview(): Overview;
  /** Names keep clear of what an element that lies over the canvas holds; null: nothing lies there any more. */
  keepClear(over: HTMLElement | null): void;
  /** Whether nodes can be dragged. */
  setDraggable(draggable: boolean): void;
  /** Whether a drag anywhere draws a line around nodes; with Shift held, a drag from between nodes always does. */
  setLasso(on: boolean): void;
  /** Draws everything anew from the marks shown last: takes back a drag that was refused. */
  putBack(): void;
  /** What is on the canvas, as a PNG on the background, with a caption in its lower left corner. */
  picture(caption: PictureCaption): Promise<Blob>;
  destroy(): void;
};
