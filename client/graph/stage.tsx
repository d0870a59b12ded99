import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTheme } from "../app/theme.tsx";
import { palettes } from "./palette.ts";
import type { GraphRenderer } from "./renderer/contract.ts";

/** The canvas of the page: on its way, there, or impossible (no WebGL, or taken away by the driver). */
export type Stage = { phase: "loading" | "absent" } | { phase: "ready"; renderer: GraphRenderer };

type StageKeeper = { stage: Stage; want(): void };

const StageContext = createContext<StageKeeper | null>(null);

/** Keeps one canvas for as long as the page lives, so that coming back to the map costs nothing. Made when first wanted. */
export function StageProvider({ children }: { children: ReactNode }) {
  const [stage, setStage] = useState<Stage>({ phase: "loading" });
  const [wanted, setWanted] = useState(false);
  const palette = palettes[useTheme().name];
  const firstPalette = useRef(palette);

  useEffect(() => {
    if (!wanted) return;
    let renderer: GraphRenderer | undefined;
    let gone = false;
    import("./renderer/renderer.ts")
      .then(({ createRenderer }) => {
        if (gone) return;
        renderer = createRenderer(firstPalette.current);
        const absent = () => setStage({ phase: "absent" });
        renderer.listen({ lost: absent });
        setStage({ phase: "ready", renderer });
      })
      .catch(() => setStage({ phase: "absent" }));
    return () => {
      gone = true;
      renderer?.destroy();
    };
  }, [wanted]);

  const keeper = useMemo(() => ({ stage, want: () => setWanted(true) }), [stage]);
  return <StageContext value={keeper}>{children}</StageContext>;
}

/** The canvas, for a page that draws on it. Asking for it has it made while data loads. */
export function useStage(): Stage {
  const keeper = useContext(StageContext);
  if (keeper === null) throw new Error("useStage is used outside its provider.");
  const { stage, want } = keeper;
  useEffect(want, [want]);
  return stage;
}
