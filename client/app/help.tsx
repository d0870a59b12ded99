import { Checkbox } from "../ui/checkbox.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useShortcutSetting } from "./shortcuts.tsx";

const keys: [keys: string[], what: string][] = [
  [["Ctrl", "K"], "Go to anything"],
  [["/"], "Find a project"],
  [["Arrow keys"], "Move between projects, with the focus on the map"],
  [["[", "]"], "Move among the neighbours of the selected project"],
  [["Alt", "Arrow keys"], "Move the focused project on the map of everybody"],
  [["Enter"], "Open the card"],
  [["Space"], "Pick a project, to ask several something together"],
  [["Shift"], "Held while dragging on the map: pick all that the line goes around"],
  [["Esc"], "Close what is open, then put the lasso away"],
  [["o"], "Open the selected project's instance"],
  [["1", "2", "3", "4"], "Colours: status, risk, compliance, freshness"],
  [["t"], "Map or table"],
  [["f"], "Show the whole map"],
  [["?"], "This help"],
];

/** The keys, and the switch for them. */
export function Help({ open, onClose }: { open: boolean; onClose(): void }) {
  const { enabled, setEnabled } = useShortcutSetting();
  return (
    <Dialog title="Keyboard" open={open} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {keys.map(([names, what]) => (
          <div key={what} className="contents">
            <dt className="flex justify-end gap-1">
              {names.map((name) => (
                <kbd
                  key={name}
                  className="min-w-6 rounded border border-line-strong bg-raised px-1.5 py-0.5 text-center font-sans text-xs"
                >
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 border-t border-line pt-3">
        <Checkbox checked={enabled} onChange={setEnabled}>
          Shortcuts of a single character
        </Checkbox>
      </div>
    </Dialog>
  );
}
