type FileLinkProps = { path: string; line?: number | null; open(path: string): void };

/** A place in a file, and the way to that file's card. */
export function FileLink({ path, line = null, open }: FileLinkProps) {
  return (
    <button
      type="button"
      onClick={() => open(path)}
      className="min-h-6 text-left font-mono text-xs break-all text-accent hover:underline"
    >
      {path}
      {line !== null && `:${line}`}
    </button>
  );
}
