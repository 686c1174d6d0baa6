import { type Disposable, DisposableStore } from '../../base/disposable';
import { complain, warn } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';

/** Tells the host when something goes wrong with the server of the room. */
export function registerHosting({ session }: { readonly session: ChatSession }): Disposable {
  const store = new DisposableStore();
  store.add(session.onDidLoseServer((sentence) => void complain(sentence)));
  store.add(session.onDidRestartServer((sentence) => void warn(sentence)));
  store.add(session.onDidLoseHistory((sentence) => void warn(sentence)));
  return store;
}
