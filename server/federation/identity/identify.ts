import type { MeshEvent, RejectedEvent } from "../../mesh/parseEvent.ts";
import { isUnknownEnd, unknownEnd } from "../integrations/takeBackEdges.ts";
import { rejectEvent } from "../quarantine/recordRejected.ts";
import type { Directory, KnownProject } from "./directory.ts";

/** Which project has which name, as far as it is known now. */
type KnownNames = Pick<Directory, "byNamespace" | "bySlug">;

/** An event with the project that its namespace belongs to. */
export type OwnedEvent = { event: MeshEvent; project: KnownProject };

/** Everybody whom a batch speaks as or of. */
export function namesIn(events: readonly MeshEvent[]): { namespaces: Set<string>; slugs: Set<string> } {
  const namespaces = new Set<string>();
  const slugs = new Set<string>();
  for (const event of events) {
    namespaces.add(event.meshNs);
    if (event.kind === "integration.edge") {
      slugs.add(event.payload.fromProject);
      slugs.add(event.payload.toProject);
    }
  }
  return { namespaces, slugs };
}

/** Why a project may not say this, or null. The subject's namespace is what the broker has authenticated. */
function faultOf(event: MeshEvent, project: KnownProject, names: KnownNames): string | null {
  switch (event.kind) {
    case "hub.health":
      return null;
    case "integration.edge": {
      const { fromProject, toProject } = event.payload;
      if (fromProject !== project.slug && toProject !== project.slug) return "identity mismatch";
      if (fromProject === toProject) return "self-edge";
      const unknown = [fromProject, toProject].find((slug) => names.bySlug(slug) === undefined);
      return unknown === undefined ? null : unknownEnd(unknown);
    }
    default:
      return event.payload.projectSlug === project.slug ? null : "identity mismatch";
  }
}

/** Why a namespace that belongs to nobody may not say this. */
function faultOfStranger(event: MeshEvent, names: KnownNames): string {
  const named = "projectSlug" in event.payload ? event.payload.projectSlug : null;
  return named !== null && names.bySlug(named) !== undefined ? "identity mismatch" : "unknown project";
}

/**
 * Parts a batch into what its namespaces may say and what they may not. `heard` also has the edges to an unknown project,
 * which are ingested once that project is known: they have come, and are not missing.
 */
export function identify(
  events: readonly MeshEvent[],
  names: KnownNames,
): { owned: OwnedEvent[]; rejected: RejectedEvent[]; heard: OwnedEvent[] } {
  const heard: OwnedEvent[] = [];
  const owned: OwnedEvent[] = [];
  const rejected: RejectedEvent[] = [];
  for (const event of events) {
    const project = names.byNamespace(event.meshNs);
    const fault = project === undefined ? faultOfStranger(event, names) : faultOf(event, project, names);
    if (project !== undefined && (fault === null || isUnknownEnd(fault))) heard.push({ event, project });
    if (project !== undefined && fault === null) owned.push({ event, project });
    else rejected.push(rejectEvent(event, fault ?? "unknown project"));
  }
  return { owned, rejected, heard };
}
