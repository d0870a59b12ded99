import type { HubRow } from "../../contracts/projects.ts";
import { Ago } from "../app/timely.tsx";
import { Section } from "../ui/section.tsx";
import { Tag } from "../ui/tag.tsx";

/** The hub processes of one project. */
export function CardHubs({ hubs }: { hubs: readonly HubRow[] }) {
  return (
    <Section title="Hubs" aside={hubs.length}>
      {hubs.length === 0 && <p className="text-ink-3">No hub has announced itself yet.</p>}
      <ul className="flex flex-col gap-3">
        {hubs.map((hub) => (
          <li key={hub.hubId} className="flex flex-col gap-1">
            <span className="flex items-baseline justify-between gap-2">
              <span className="font-medium break-all">{hub.hubId}</span>
              <span className="text-xs text-ink-3">
                <Ago at={hub.lastSeenAt} />
              </span>
            </span>
            <span className="text-ink-2">
              version {hub.version} · {hub.healthStatus ?? "health unknown"}
              {hub.latencyMs !== null && ` · latency ${Math.round(hub.latencyMs)} ms`}
            </span>
            {hub.degradedReasons.map((reason) => (
              <span key={reason} className="text-ink-2">
                {reason}
              </span>
            ))}
            {hub.refusedRequests !== null && hub.refusedRequests.lastDay > 0 && (
              <span className="text-ink-2">
                {hub.refusedRequests.lastDay} signed requests not believed in 24 h
                {hub.refusedRequests.reason !== null && `, lately: ${hub.refusedRequests.reason}`}
              </span>
            )}
            <span className="flex flex-wrap gap-1">
              {hub.tools.map((tool) => (
                <Tag key={tool}>{tool}</Tag>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
