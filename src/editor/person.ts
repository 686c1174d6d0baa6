import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

const KEY = 'person';
const PERSON_BYTES = 24;

/**
 * The secret of this installation that makes its windows one member (P-6.3). Random, never derived from the machine;
 * not synchronized, so that two computers of one account stay two.
 */
export function personOf(globalState: vscode.Memento): string {
  const known = globalState.get<unknown>(KEY);
  if (typeof known === 'string' && known !== '') return known;
  const made = randomBytes(PERSON_BYTES).toString('base64url');
  void globalState.update(KEY, made);
  return made;
}
