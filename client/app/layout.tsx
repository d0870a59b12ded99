import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { CircleQuestionMark, Command, LogOut } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { LauncherProvider } from "../actions/launcher.tsx";
import { AlertAnnouncer, AlertCount } from "../alerts/alertCount.tsx";
import { LastViewProvider, useLastView } from "../ecosystem/lastView.tsx";
import { StageProvider } from "../graph/stage.tsx";
import { LiveBadge, StaleBanner } from "../live/indicator.tsx";
import { LiveProvider } from "../live/live.tsx";
import { sessionQuery } from "../live/queries.ts";
import { IconButton } from "../ui/button.tsx";
import { useApi } from "./api.ts";
import { comesLater } from "./comesLater.tsx";
import { useShortcuts } from "./shortcuts.tsx";
import { ThemeSwitch } from "./themeSwitch.tsx";

const Help = comesLater(async () => (await import("./help.tsx")).Help);
const Palette = comesLater(async () => (await import("./palette/palette.tsx")).Palette);

/** The frame around every page of the Meta Hub. The stream of changes and the canvas live as long as it does. */
export function MetaLayout() {
  return (
    <LiveProvider>
      <StageProvider>
        <LauncherProvider>
          <LastViewProvider>
            <div className="flex h-full flex-col">
              <Header />
              <AlertAnnouncer />
              <StaleBanner />
              <div className="flex min-h-0 flex-1 flex-col">
                <Outlet />
              </div>
            </div>
          </LastViewProvider>
        </LauncherProvider>
      </StageProvider>
    </LiveProvider>
  );
}

const pages = [
  { to: "/ecosystem", label: "Ecosystem" },
  { to: "/alerts", label: "Alerts" },
  { to: "/actions", label: "Actions" },
  { to: "/system", label: "System" },
] as const;

function Header() {
  const { pathname } = useLocation();
  const lastView = useLastView();
  const [help, setHelp] = useState(false);
  const session = useQuery(sessionQuery(useApi()));
  const [palette, setPalette] = useState(false);
  useShortcuts({ "?": () => setHelp(true) });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setPalette(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <header className="flex items-center gap-1 in-[:fullscreen]:hidden border-b border-line bg-surface px-3 py-1.5 max-sm:px-2 sm:gap-3">
      <span className="text-sm font-bold tracking-wide max-sm:hidden">VISLZR</span>
      <nav aria-label="Pages" className="flex gap-0.5">
        {pages.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            search={to === "/ecosystem" ? lastView : {}}
            className="relative inline-flex min-h-8 items-center rounded-md px-2.5 font-medium text-ink-2 max-sm:px-1.5 hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink"
            aria-current={to === "/ecosystem" && pathname.startsWith("/projects/") ? "true" : undefined}
            activeOptions={{ includeSearch: false }}
          >
            {label}
            {to === "/alerts" && <AlertCount />}
          </Link>
        ))}
      </nav>
      <div className="ml-auto flex items-center gap-1 sm:gap-2">
        <LiveBadge />
        {session.data && (
          <span className="text-xs text-ink-3 max-lg:hidden">
            {session.data.name}
            {/* Who may do everything need not be told so. */}
            {session.data.role !== "admin" && ` · ${session.data.role}`}
          </span>
        )}
        {/* On a narrow screen it stands for what has no room: themes, pause and help are in it too. */}
        <IconButton label="Go to (Ctrl K)" onClick={() => setPalette(true)}>
          <Command />
        </IconButton>
        <span className="max-sm:hidden">
          <ThemeSwitch />
        </span>
        <IconButton label="Keyboard help" onClick={() => setHelp(true)} className="max-sm:hidden">
          <CircleQuestionMark />
        </IconButton>
        {/* A form, so that it works by the server's own redirect and leaves nothing of this page behind. */}
        <form method="post" action="/logout" className="flex">
          <IconButton label="Sign out" type="submit">
            <LogOut />
          </IconButton>
        </form>
      </div>
      <Suspense fallback={null}>
        <Palette open={palette} onClose={() => setPalette(false)} showHelp={() => setHelp(true)} />
        <Help open={help} onClose={() => setHelp(false)} />
      </Suspense>
    </header>
  );
}
