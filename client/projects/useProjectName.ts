import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { useApi } from "../app/api.ts";
import { useLive } from "../live/live.tsx";
import { ecosystemQuery } from "../live/queries.ts";

const namesOf = ({ projects }: EcosystemMap) => Object.fromEntries(projects.map(({ slug, name }) => [slug, name]));

/** What people call a project: its name in the live map, or its slug for one that is not there. */
export function useProjectName(): (slug: string) => string {
  const { journal, ready } = useLive();
  const { data } = useQuery({ ...ecosystemQuery(useApi(), journal), enabled: ready, select: namesOf });
  return useCallback(
    (slug) => (data !== undefined && Object.hasOwn(data, slug) ? data[slug] : undefined) ?? slug,
    [data],
  );
}
