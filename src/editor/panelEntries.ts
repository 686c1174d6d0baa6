import * as vscode from 'vscode';
import type { Entry as TranscriptEntry } from '../client/transcript';
import type { Entry } from '../panel/messages';

/** An entry of the transcript as the panel draws it, its sentences in the person's language. */
export function panelEntry(entry: TranscriptEntry): Entry {
  throw new Error(String(entry) + vscode.version);
}
