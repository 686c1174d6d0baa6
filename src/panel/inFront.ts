import { fenced } from './fencedCode';
import type { Draft } from './fromPanel';

/** What a message would say. */
export type Written = Pick<Draft, 'text' | 'mentions' | 'code'>;

/** What was not sent, in front of what was written to the same since. */
export function inFront(back: Written, since: Written): Written {
  const { code } = back;
  // a message quotes one piece of code
  const both = code && since.code && fenced(code.text, { language: code.language, place: code });
  const mentions = [...(back.mentions ?? []), ...(since.mentions ?? [])];
  const quoted = since.code ?? code;
  return {
    text: [back.text, both, since.text].filter(Boolean).join('\n'),
    ...(mentions.length > 0 && { mentions }),
    ...(quoted && { code: quoted }),
  };
}
