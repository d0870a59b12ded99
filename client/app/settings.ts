/** A remembered setting, if it is one of the known words. A browser that refuses storage remembers nothing. */
export function readSetting<Word extends string>(key: string, words: readonly Word[]): Word | null {
  try {
    const stored = localStorage.getItem(key);
    return words.find((word) => word === stored) ?? null;
  } catch {
    return null;
  }
}

export function writeSetting(key: string, word: string): void {
  try {
    localStorage.setItem(key, word);
  } catch {
    // The setting holds until the page is closed.
  }
}
