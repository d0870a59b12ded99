import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { ThemeName } from "../graph/palette.ts";
import { useMedia } from "./media.ts";
import { readSetting, writeSetting } from "./settings.ts";

export const themeChoices = ["system", "light", "dark"] as const;
/** What a person chose; `system` follows the operating system. */
export type ThemeChoice = (typeof themeChoices)[number];

type Theme = { choice: ThemeChoice; name: ThemeName; choose(choice: ThemeChoice): void };

const ThemeContext = createContext<Theme | null>(null);

/** Keeps the theme. `firstPaint.js` sets the same attribute before the first paint. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => readSetting("vislzr.theme", themeChoices) ?? "system");
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const name: ThemeName = choice === "system" ? (systemDark ? "dark" : "light") : choice;
  useEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  const choose = (next: ThemeChoice) => {
    setChoice(next);
    writeSetting("vislzr.theme", next);
  };
  return <ThemeContext value={{ choice, name, choose }}>{children}</ThemeContext>;
}

export function useTheme(): Theme {
  const theme = useContext(ThemeContext);
  if (theme === null) throw new Error("useTheme is used outside its provider.");
  return theme;
}
