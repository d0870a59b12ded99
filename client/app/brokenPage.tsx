import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** A page that failed in the browser. After an update of the hub an open page may miss its files: reloading helps. */
export function BrokenPage({ error }: ErrorComponentProps) {
  return (
    <main className="grid h-full place-items-center">
      <h1 className="sr-only">Failed page</h1>
      <div role="alert">
        <Notice title="This page failed" action={<Button onClick={() => location.reload()}>Reload</Button>}>
          <p>Nothing was changed by it. If reloading does not help, this is what happened:</p>
          <p className="mt-2 text-ink-3">{error instanceof Error ? error.message : String(error)}</p>
        </Notice>
      </div>
    </main>
  );
}
