import { html, type TemplateResult } from 'lit/html.js';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from '../wording/strings';

/** A place in a file of the workspace, as somebody wrote it. */
export interface Place {
  readonly path: string;
  /** Lines and columns are from 1. */
  readonly line: number;
  readonly column?: number | undefined;
  /** The last line. */
  readonly end?: number | undefined;
}

export interface PlaceContext {
  readonly strings: PanelStrings;
  /** The paths that the workspace has, as they were written. */
  readonly places: ReadonlySet<string>;
  readonly act: {
    openPlace(place: Place): void;
  };
}

/**
 * A link, where the workspace is known to have that file. `data-path` lets the panel ask about it.
 * @param text as it is drawn
 * @param more what is said about it on hover, besides where it leads
 */
export function placeView(
  text: string,
  place: Place,
  { strings, places, act }: PlaceContext,
  more?: string,
): TemplateResult {
  const { path, line } = place;
  if (!places.has(path)) return html`<span data-path=${path}>${text}</span>`;
  return placeLink(
    text,
    path,
    [fill(strings.openPlace, { path, line }), more].filter(Boolean).join('\n'),
    () => act.openPlace(place),
  );
}

/** @param text as it is drawn */
export function placeLink(text: string, path: string, title: string, run: () => void): TemplateResult {
  const open = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') open(event);
  };
  return html`<a
    class="place"
    role="link"
    tabindex="0"
    data-path=${path}
    title=${title}
    @click=${open}
    @keydown=${onKey}
    >${text}</a
  >`;
}
