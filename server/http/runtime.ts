import type { DeclarationsApplied } from "../../contracts/projects.ts";
import type { ProjectVerification } from "../../contracts/surface.ts";
import type { Author } from "../federation/auditLog/author.ts";
import type { Mesh } from "../mesh/connect.ts";
import type { EventConsumer } from "../mesh/consume.ts";

/** What the Meta Hub's answers say about the running process itself, and what can be asked of it. */
export type MetaRuntime = {
  version: string;
  startedAt: Date;
  mesh: Mesh;
  consumer: EventConsumer;
  /** Verifies every declared project's endpoints now, and answers how they are. */
  verifyNow: () => Promise<ProjectVerification[]>;
  /** Reads `projects.yaml` and applies it now; forced by somebody, also when that archives many projects. */
  reconcile: (options: { force: boolean; by: Author }) => Promise<DeclarationsApplied>;
};
