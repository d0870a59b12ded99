import { useEffect, useId, useState } from "react";
import { parseExpression } from "../expression/parse.ts";

type ExpressionBoxProps = { label: string; example: string; value: string; onChange(value: string): void };

/** A line for an expression. It takes effect while one types, and says what it does not understand. */
export function ExpressionBox({ label, example, value, onChange }: ExpressionBoxProps) {
  const [draft, setDraft] = useState(value);
  const id = useId();
  useEffect(() => setDraft(value), [value]);
  const parsed = parseExpression(draft);
  return (
    <div className="flex flex-col gap-1 px-1">
      <label htmlFor={id} className="eyebrow">
        {label}
      </label>
      <input
        id={id}
        value={draft}
        placeholder={example}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={!parsed.ok}
        aria-describedby={`${id}-wrong`}
        onChange={(event) => {
          setDraft(event.target.value);
          onChange(event.target.value);
        }}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 placeholder:text-ink-3 aria-invalid:border-offline"
      />
      <p id={`${id}-wrong`} className="text-xs text-ink-2">
        {parsed.ok ? "" : parsed.message}
      </p>
    </div>
  );
}
