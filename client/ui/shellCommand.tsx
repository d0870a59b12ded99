import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./button.tsx";

/** A command for a shell, and a button that copies it. Browsers let pages copy only over https and on this very machine. */
export function ShellCommand({ children: command }: { children: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(command).then(
      () => setCopied(true),
      // Refused: it can still be selected.
      () => setCopied(false),
    );
  };
  return (
    <div className="flex items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-3 text-ink">
      <pre className="min-w-0 flex-1 overflow-x-auto py-1 text-left text-xs">{command}</pre>
      {navigator.clipboard && (
        <IconButton label="Copy the command" onClick={() => void copy()} onBlur={() => setCopied(false)}>
          {copied ? <Check /> : <Copy />}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {copied && "Copied"}
      </span>
    </div>
  );
}
