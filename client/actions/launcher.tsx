import { createContext, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from "react";
import { comesLater } from "../app/comesLater.tsx";
import type { Launch } from "./launch.ts";

const PlanDialog = comesLater(async () => (await import("./planDialog.tsx")).PlanDialog);

const LaunchContext = createContext<((launch: Launch) => void) | null>(null);

/** The one place where actions are begun: whoever asks gets the plan first, then a person confirms. */
export function LauncherProvider({ children }: { children: ReactNode }) {
  const [launch, setLaunch] = useState<Launch | null>(null);
  const close = useCallback(() => setLaunch(null), []);
  const dialog = useMemo(() => launch && <PlanDialog launch={launch} onClose={close} />, [launch, close]);
  return (
    <LaunchContext value={setLaunch}>
      {children}
      <Suspense fallback={null}>{dialog}</Suspense>
    </LaunchContext>
  );
}

/** Opens the plan of an action. */
export function useLaunch(): (launch: Launch) => void {
  const launch = useContext(LaunchContext);
  if (launch === null) throw new Error("useLaunch is used outside its provider.");
  return launch;
}
