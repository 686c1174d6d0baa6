import type { Disposable } from '../../base/disposable';
import type { ChatSession } from '../session/chatSession';
import type { HostedRoomSession } from '../session/hostedRoomSession';
import { draftKey, type Drafts } from './drafts';
import { panelState } from './panelState';

interface FollowedSession extends Pick<ChatSession, 'state' | 'onDidChange'> {
  /** Which session it is; nothing else of it matters. */
  readonly current: object;
  readonly hosted: Pick<HostedRoomSession, 'renamedFrom'> | undefined;
}

/** Takes the drafts along when the room is given another name, or moves: it is still the room they were written for. */
export function followRenames(
  session: FollowedSession,
  drafts: Pick<Drafts, 'rename' | 'taken'>,
  onDidRename: () => void,
): Disposable {
  let known: { readonly session: object; readonly key: string } | undefined;
  return session.onDidChange(() => {
    const { room } = panelState(session.state);
    if (!room) return;
    const { current, hosted } = session;
    const key = draftKey(room);
    const opened = hosted?.renamedFrom;
    const openedAs = opened === undefined ? undefined : draftKey({ ...room, name: opened });
    const before = known?.session === current ? known.key : openedAs;
    known = { session: current, key };
    drafts.taken(key);
    if (before === undefined || before === key) return;
    drafts.rename(before, key);
    onDidRename();
  });
}
