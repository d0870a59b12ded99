type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "getModifierState">;

/**
 * The name of a pressed key in lower case; null where it belongs to a command of the browser or the system, and for single
 * characters where `characters` is false. AltGr counts as Ctrl and Alt on some systems, but many keyboards need it for `[`.
 */
export function readKey(pressed: Pressed, characters: boolean): string | null {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  const isCommand = metaKey || ((ctrlKey || altKey) && !pressed.getModifierState("AltGraph"));
  return isCommand || (!characters && key.length === 1) ? null : key.toLowerCase();
}
