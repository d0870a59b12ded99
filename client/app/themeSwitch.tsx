import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "../ui/button.tsx";
import { themeChoices, useTheme } from "./theme.tsx";

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

/** Goes round the themes: as the system, light, dark. */
export function ThemeSwitch() {
  const { choice, choose } = useTheme();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? "system";
  const Icon = icons[choice];
  return (
    <IconButton label={`Theme: ${choice}. Change to ${next}`} onClick={() => choose(next)}>
      <Icon />
    </IconButton>
  );
}
