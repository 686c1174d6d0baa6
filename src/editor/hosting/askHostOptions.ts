import * as vscode from 'vscode';
import { parseRoomName } from '../../protocol/names/names';
import { readSettings, saveHistoryEnabled, saveUsername } from '../platform/settings';
import { type Answer, askChoice, BACK, type ChoiceOf } from '../prompts/quickInput';
import { findUsername } from '../prompts/username';
import type { HostOptions } from '../session/sessionOptions';
import type { HostedRoom } from '../recents/recentRoom';
import type { RecentRooms } from '../recents/recentRooms';
import type { RoomKeys } from '../storage/roomKeys';
import { isSameReach, type Reach, reachChoices } from './reach';
import { askField, fieldRows, type RoomField, type RoomValues } from './roomFields';

const { t } = vscode.l10n;

/** Of several windows without a folder, more than these do not get a name of their own. */
const MAX_NAMESAKES = 9;

export interface AskHostParts {
  readonly keys: Pick<RoomKeys, 'isHostedElsewhere'>;
  readonly recents: Pick<RecentRooms, 'lastHosted'>;
  readonly workspace: () => string;
  /** The computer that the room is opened on, where it is not the person's own. */
  readonly remote: string | undefined;
}

export interface HostAnswer {
  readonly request: HostOptions;
  /** The person was not asked for the username. */
  readonly isNameProposed: boolean;
}

/** The values of the room to open; without a name where it follows from the rest. */
type Draft = Omit<RoomValues, 'room'> & { readonly room: string | undefined };

/**
 * Asks who may join, and proposes all else: what the room of this workspace was last time, else what the settings say.
 * @returns undefined: the person gave up
 */
export async function askHostOptions(parts: AskHostParts): Promise<HostAnswer | undefined> {
  const last = parts.recents.lastHosted(parts.workspace());
  const person = await findUsername(t('Host Room: Your Username'));
  if (!person) return undefined;
  const { username: name, isProposed: isNameProposed } = person;
  const draft = await askDraft(firstDraft(last), name, parts, last);
  if (!draft) return undefined;
  const room = draft.room ?? (await freeRoomName(defaultRoomName(name), draft, parts));
  await saveUsername(name);
  return { request: { ...draft, name, room, orNextPort: true }, isNameProposed };
}

function firstDraft(last: HostedRoom | undefined): Draft {
  if (last) return { room: last.name, port: last.port, lan: last.lan, access: last.access };
  const { lan, port } = readSettings();
  return { room: undefined, port, lan, access: lan ? 'private' : 'open' };
}

async function askDraft(
  first: Draft,
  username: string,
  { remote }: AskHostParts,
  last: HostedRoom | undefined,
): Promise<Draft | undefined> {
  const valuesOf = (draft: Draft): RoomValues => ({
    ...draft,
    room: draft.room ?? defaultRoomName(username),
  });
  for (let draft = first; ;) {
    const reach = await askWho(valuesOf(draft), remote, last);
    if (typeof reach === 'object') return { ...draft, ...reach };
    if (reach !== 'more') return undefined;
    const more = await askMore(draft, valuesOf, remote);
    if (!more || more.isDecided) return more?.draft;
    ({ draft } = more);
  }
}

/** The one question. `more`: the person wants to decide more than that. */
function askWho(
  values: RoomValues,
  remote: string | undefined,
  last: HostedRoom | undefined,
): Promise<Answer<Reach | 'more'>> {
  const { room, port } = values;
  const asLast = t('as last time');
  const choices = reachChoices(remote)
    // a private room for this computer only is offered to those who had one, and under More Choices
    .filter(({ value }) => value.lan || value.access === 'open' || isSameReach(value, values))
    .map((choice): ChoiceOf<Reach | 'more'> => ({
      ...choice,
      ...(last && isSameReach(choice.value, last) && { description: asLast }),
    }));
  return askChoice<Reach | 'more'>({
    title: t('Host Room: Who Can Join'),
    placeholder: t('Who should be able to join and read along in “{0}”, port {1}?', room, port),
    choices,
    active: choices.find(({ value }) => typeof value === 'object' && isSameReach(value, values)),
    button: { icon: 'gear', tooltip: t('More Choices…'), value: 'more' },
  });
}

/** @returns the changed draft, and whether to open the room so, or to ask the question again; undefined: the person gave up */
async function askMore(
  first: Draft,
  valuesOf: (draft: Draft) => RoomValues,
  remote: string | undefined,
): Promise<{ readonly draft: Draft; readonly isDecided: boolean } | undefined> {
  const host: ChoiceOf<RoomField | 'host'> = { icon: 'broadcast', label: t('Host Room'), value: 'host' };
  for (let draft = first; ;) {
    const values = valuesOf(draft);
    const field = await askChoice({
      title: t('Host Room: More Choices'),
      placeholder: t('Pick what to change; you can change all of it afterwards, too.'),
      choices: [host, ...fieldRows(values, remote)],
      active: host,
      canGoBack: true,
    });
    if (field === BACK || field === 'host') return { draft, isDecided: field === 'host' };
    const changes = field && (await askField(field, values, { remote, nameProblem: () => undefined }));
    if (changes === undefined) return undefined;
    if (changes === BACK) continue;
    const { history, ...others } = changes;
    if (history !== undefined) await saveHistoryEnabled(history);
    draft = { ...draft, ...others };
  }
}

/** The workspace's name, where a room may be called so. */
function defaultRoomName(username: string): string {
  const workspace = parseRoomName(vscode.workspace.name ?? '');
  if (workspace.ok) return workspace.value;
  const own = parseRoomName(t("{0}'s room", username));
  return own.ok ? own.value : 'Tilde';
}

/** That name, unless another window hosts the very room, as windows without a folder might: then it has a number. */
async function freeRoomName(
  name: string,
  { lan, access }: Reach,
  { keys, workspace }: AskHostParts,
): Promise<string> {
  for (let number = 1; number <= MAX_NAMESAKES; number++) {
    const numbered = parseRoomName(number === 1 ? name : `${name} ${number}`);
    if (!numbered.ok) break;
    const { value: room } = numbered;
    if (!(await keys.isHostedElsewhere({ workspace: workspace(), room, lan, access }))) return room;
  }
  return name;
}
