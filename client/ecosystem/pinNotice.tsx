import { X } from "lucide-react";
import { Button, IconButton } from "../ui/button.tsx";
import { focusProjects } from "./panel.tsx";
import type { Pinning } from "./usePinning.ts";

/** Says that a project stands elsewhere for everybody, and takes it back. It stays until it is closed or something else moves. */
export function PinNotice({ last, undo, forget }: Pinning) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-3 flex justify-center px-3">
      {last !== null && (
        <div className="pointer-events-auto flex items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-3 shadow-panel">
          <span>
            {last.isBack
              ? `${last.project.name} is back where it was.`
              : `${last.project.name} is pinned for everybody.`}
          </span>
          {!last.isBack && (
            <Button
              look="quiet"
              onClick={() => {
                undo();
                focusProjects();
              }}
            >
              Undo
            </Button>
          )}
          <IconButton
            label="Close"
            onClick={() => {
              forget();
              focusProjects();
            }}
          >
            <X />
          </IconButton>
        </div>
      )}
    </div>
  );
}
