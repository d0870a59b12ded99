import type { Mesh } from "../mesh/connect.ts";
import type { EventConsumer } from "../mesh/consume.ts";

/** What the Meta Hub's answers say about the running process itself. */
export type MetaRuntime = {
  version: string;
  startedAt: Date;
  mesh: Mesh;
  consumer: EventConsumer;
};
