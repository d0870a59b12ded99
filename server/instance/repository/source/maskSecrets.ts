/**
 * Replaces whatever looks like a key or token by `•••`: a run of 16 or more letters, digits and `+/=_-` that holds both
 * letters and digits. Too much rather than too little: free text out of a file is stored and shown only through this.
 */
export function maskSecrets(text: string): string {
  return text.replace(/[A-Za-z0-9+/=_-]{16,}/g, (run) => (/\d/.test(run) && /[A-Za-z]/.test(run) ? "•••" : run));
}
