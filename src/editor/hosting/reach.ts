// Who can join a room that is hosted, and from where.
import * as vscode from 'vscode';
import type { ChoiceOf } from '../prompts/quickInput';
import type { HostOptions } from '../session/sessionOptions';

const { t } = vscode.l10n;

export type Reach = Pick<HostOptions, 'lan' | 'access'>;

/** What teammates can use by default is first. The last one is for those who know that they want it. */
const REACHES: readonly Reach[] = [
  { lan: true, access: 'private' },
  { lan: true, access: 'open' },
  { lan: false, access: 'open' },
  { lan: false, access: 'private' },
];

export const isSameReach = (a: Reach, b: Reach): boolean => a.lan === b.lan && a.access === b.access;

/** @param remote the computer that the room is opened on, where it is not the person's own */
export const reachChoices = (remote: string | undefined): readonly ChoiceOf<Reach>[] =>
  REACHES.map((value) => ({
    icon: value.access === 'private' ? 'lock' : 'unlock',
    label: reachLabel(value, remote),
    detail: value.lan ? networkDetail(value.access) : ownDetail(value.access, remote),
    value,
  }));

export function reachLabel({ lan, access }: Reach, remote: string | undefined): string {
  const isPrivate = access === 'private';
  if (remote === undefined) {
    if (lan) return isPrivate ? t('My team on this network, private') : t('Anybody on this network');
    return isPrivate ? t('Only this computer, private') : t('Only this computer');
  }
  if (lan)
    return isPrivate
      ? t('My team on the network of {0}, private', remote)
      : t('Anybody on the network of {0}', remote);
  return isPrivate ? t('Only {0}, private', remote) : t('Only {0}', remote);
}

const networkDetail = (access: Reach['access']): string =>
  access === 'private'
    ? t('Encrypted. Only people who have the key can join and read along; Tilde makes the key.')
    : t('Not encrypted. Anybody who can reach the room can join, also with nc and bots.');

function ownDetail(access: Reach['access'], remote: string | undefined): string {
  if (remote === undefined) {
    return access === 'private'
      ? t('Encrypted. Only programs on this computer that have the key can join.')
      : t('Not encrypted. Any program on this computer can join; nobody on the network can.');
  }
  return access === 'private'
    ? t('Encrypted. Only programs on {0} that have the key can join.', remote)
    : t('Not encrypted. Any program on {0} can join.', remote);
}
