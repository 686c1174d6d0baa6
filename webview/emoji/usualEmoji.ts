import type { PanelState } from '../../src/panel/stateSchemas';
import { withTone } from './skinTones';

/** What people react with most. */
const USUAL = ['👍', '❤️', '😄', '🎉', '👀', '✅'];

/** What is offered first to react with: what the person used last, then what is usual. */
export const usualEmoji = ({
  recentEmoji = [],
  skinTone,
}: Pick<PanelState, 'recentEmoji' | 'skinTone'> = {}): readonly string[] =>
  [...new Set([...recentEmoji, ...USUAL])].map((emoji) => withTone(emoji, skinTone));
