import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { AlertRow } from "../../contracts/alerts.ts";
import { useApi } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { cacheKey } from "../live/queries.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Segments } from "../ui/segments.tsx";
import { silenceScopes } from "./silenceScopes.ts";

const hour = 3_600_000;
const lengths = { "1 hour": hour, "4 hours": 4 * hour, "1 day": 24 * hour, "7 days": 168 * hour } as const;
const lengthNames = ["1 hour", "4 hours", "1 day", "7 days"] as const;

/** Mutes an alert and its like for a time, with a reason for whoever wonders later. */
export function SilenceDialog({ alert, onClose }: { alert: AlertRow; onClose(): void }) {
  const api = useApi();
  const cache = useQueryClient();
  const field = useId();
  const reasonRef = useRef<HTMLTextAreaElement>(null);
  const scopes = silenceScopes(alert, useProjectName());
  const [scope, setScope] = useState(0);
  const [length, setLength] = useState<(typeof lengthNames)[number]>("1 hour");
  const [reason, setReason] = useState("");
  const matchers = scopes[scope]?.matchers;
  const silence = useMutation({
    mutationFn: () =>
      api.alerts.silence.mutate({
        ...matchers,
        reason: reason.trim(),
        endsAt: new Date(Date.now() + lengths[length]).toISOString(),
      }),
    onSuccess: () => {
      for (const queryKey of [cacheKey.silences, cacheKey.alerts]) void cache.invalidateQueries({ queryKey });
      if (alert.project !== null) void cache.invalidateQueries({ queryKey: cacheKey.project(alert.project) });
      onClose();
    },
  });
  return (
    <Dialog title="Silence" open onClose={onClose} focusOn={reasonRef}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          silence.mutate();
        }}
      >
        <div className="flex flex-col gap-1">
          <label htmlFor={`${field}-what`} className="eyebrow">
            What
          </label>
          <select
            id={`${field}-what`}
            value={scope}
            onChange={(event) => setScope(Number(event.target.value))}
            className="h-9 rounded-md border border-line-strong bg-surface px-2"
          >
            {scopes.map(({ label }, index) => (
              <option key={label} value={index}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div className="flex flex-col gap-1">
          <span className="eyebrow">For how long</span>
          <Segments
            label="For how long"
            value={length}
            options={lengthNames.map((name) => ({ value: name, label: name }))}
            onChange={(next) => setLength(lengthNames.find((name) => name === next) ?? "1 hour")}
          />
        </div>
        <div className="flex flex-col gap-1">
          <label htmlFor={`${field}-why`} className="eyebrow">
            Why
          </label>
          <textarea
            id={`${field}-why`}
            ref={reasonRef}
            required
            maxLength={500}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className="rounded-md border border-line-strong bg-surface px-2 py-1.5"
          />
        </div>
        {silence.isError && (
          <p role="alert" className="text-ink-2">
            {explainFailure(silence.error).advice}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={reason.trim() === "" || !matchers || silence.isPending}>
            Silence for {length}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
