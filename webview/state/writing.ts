import type { PanelDraft } from '../../src/panel/entrySchemas';
import type { Writing } from './viewState';

/** What a draft is for; undefined: a new message by itself, also because the one that it was about is gone. */
export function writingOf({ about, change }: Pick<PanelDraft, 'about' | 'change'>): Writing | undefined {
  if (!about || about.removed) return undefined;
  return { kind: change ? 'edit' : 'reply', message: about };
}
