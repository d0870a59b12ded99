import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AlertRow } from "../../contracts/alerts.ts";
import { useApi } from "../app/api.ts";
import { useLive } from "../live/live.tsx";
import { alertsQuery } from "../live/queries.ts";
import { alertNews, wantsAttention } from "./news.ts";

const most = 999;

/** How many alerts want attention, beside the name of their page, and in words for those who hear; nothing while none does. */
export function AlertCount() {
  const count = useAlerts()?.filter(wantsAttention).length ?? 0;
  if (count === 0) return null;
  return (
    <span
      title="Alerts that fire and are not silenced"
      className="ml-1.5 rounded-full bg-ink-2 px-1.5 text-xs font-semibold text-surface max-sm:absolute max-sm:-top-0.5 max-sm:right-0 max-sm:px-1 max-sm:text-[10px]"
    >
      {count > most ? `${most}+` : count}
      <span className="sr-only"> firing</span>
    </span>
  );
}

/** Says each new alert once, on every page; silence does not take the last sentence back. */
export function AlertAnnouncer() {
  const alerts = useAlerts();
  const before = useRef<readonly AlertRow[]>(undefined);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const news = alerts && before.current ? alertNews(before.current, alerts) : "";
    before.current = alerts;
    if (news !== "") setSaid(news);
  }, [alerts]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}

function useAlerts(): AlertRow[] | undefined {
  const { journal, ready } = useLive();
  return useQuery({ ...alertsQuery(useApi(), journal), enabled: ready }).data;
}
