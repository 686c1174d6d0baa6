import type { Disposable } from '../../base/disposable';
import { complain, warn } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import { troubleSentence } from '../session/endSentence';

/** Tells the host when something goes wrong with the server of the room. */
export const registerHosting = ({ session }: { readonly session: ChatSession }): Disposable =>
  session.onDidHaveTrouble((trouble) => {
    // a key is refused to those who joined
    if (trouble.kind === 'key-refused') return;
    const show = trouble.kind === 'server-gone' ? complain : warn;
    void show(troubleSentence(trouble));
  });
