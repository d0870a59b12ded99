/** Alertmanager, where there is one: on PATH, by its own name or Debian's, or in ALERTMANAGER_BIN. */
export const alertmanagerBinary =
  process.env.ALERTMANAGER_BIN ?? Bun.which("alertmanager") ?? Bun.which("prometheus-alertmanager");

/** What reads its configuration; null where there is none on PATH. */
export const amtool = Bun.which("amtool");
