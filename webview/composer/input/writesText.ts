type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'>;

/**
 * Whether a key press writes something, or begins to, as a dead key does. The space bar scrolls and presses buttons.
 * @param isMac there, Option writes characters
 */
export function writesText(event: Key, isMac = navigator.platform.startsWith('Mac')): boolean {
  const { key, ctrlKey, altKey, metaKey, isComposing } = event;
  // Windows reports AltGr as Ctrl and Alt.
  const commands = isMac ? ctrlKey : (ctrlKey || altKey) && !event.getModifierState('AltGraph');
  if (commands || metaKey || isComposing || key === ' ') return false;
  return key === 'Dead' || Array.from(key).length === 1;
}

/** Whether the person writes there already. */
export const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
