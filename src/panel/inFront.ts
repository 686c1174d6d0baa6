import type { Draft } from './fromPanel';

/** What a person would say. */
export type Written = Pick<Draft, 'text' | 'mentions' | 'codes'>;

/** What was not sent, in front of what was written to the same since. */
export function inFront(back: Written, since: Written): Written {
  const mentions = [...(back.mentions ?? []), ...(since.mentions ?? [])];
  const codes = [...(back.codes ?? []), ...(since.codes ?? [])];
  return {
    text: [back.text, since.text].filter(Boolean).join('\n'),
    ...(mentions.length > 0 && { mentions }),
    ...(codes.length > 0 && { codes }),
  };
}
