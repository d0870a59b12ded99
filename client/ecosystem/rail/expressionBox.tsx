import { useId } from "react";
import { parseExpression } from "../expression/parse.ts";
import { useDraft } from "../useDraft.ts";

type ExpressionBoxProps = { label: string; example: string; value: string; onChange(value: string): void };

/** A line for an expression. It takes effect while one types, and says what it does not understand. */
export function ExpressionBox({ label, example, value, onChange }: ExpressionBoxProps) {
  const draft = useDraft(value, onChange);
  const id = useId();
  const parsed = parseExpression(draft.value);
  return (
    <div className="flex flex-col gap-1 px-1">
      <label htmlFor={id} className="eyebrow">
        {label}
      </label>
      <input
        id={id}
        {...draft}
        maxLength={500}
        placeholder={example}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={!parsed.ok}
        aria-describedby={`${id}-wrong`}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 placeholder:text-ink-3 aria-invalid:border-offline"
      />
      <p id={`${id}-wrong`} className="text-xs text-ink-2">
        {parsed.ok ? "" : parsed.message}
      </p>
    </div>
  );
}
