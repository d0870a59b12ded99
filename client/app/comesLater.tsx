import { type ComponentType, lazy } from "react";

/**
 * A part of the page whose code comes once the page is shown, for a place inside `Suspense`: what opens at a key or a click would
 * hold it up. Where that code cannot be had, whoever opens the part is told so.
 */
export const comesLater = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load().catch(() => NotLoaded as ComponentType<Props>) }));

function NotLoaded({ open = true }: { open?: boolean }) {
  if (!open) return null;
  return (
    <p role="alert" className="fixed inset-x-0 bottom-0 z-50 border-t border-line bg-accent-soft px-4 py-2.5">
      A part of this page could not be loaded. Reload the page to try again.
    </p>
  );
}
