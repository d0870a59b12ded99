import type { ReactNode } from "react";
import { explainFailure } from "../app/failure.ts";
import { Button } from "./button.tsx";

/** What fills a place where there is nothing to show: what happened, and what to do. */
export function Notice({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-10 text-center">
      <h2 className="text-base font-semibold text-balance">{title}</h2>
      {children && <div className="text-ink-2 text-pretty">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** A failed call, explained, with a way to try again where that can help. */
export function FailureNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const failure = explainFailure(error);
  const canRetry = retry !== undefined && failure.kind !== "signed-out" && failure.kind !== "forbidden";
  return (
    <div role="alert" className="grid flex-1 content-center">
      <Notice title={failure.title} action={canRetry && <Button onClick={retry}>Try again</Button>}>
        <p>{failure.advice}</p>
      </Notice>
    </div>
  );
}
