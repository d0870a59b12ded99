/**
 * A hub's own words as they may be shown on a terminal: what would drive it, break the line or hide is replaced, so that no
 * hub writes rows of its own into somebody's table.
 */
export const plainText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
