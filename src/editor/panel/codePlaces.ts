import { withoutUndefined } from '../../base/withoutUndefined';
import type { CodeQuestion, PanelCode } from '../../panel/fromPanel';
import type { PanelCodePlace } from '../../panel/toPanel';
import type { Located } from '../locating/codeLocator';
import type { PlaceIn, Quoted } from '../locating/outcome';

/** So many questions of one page wait; the oldest of more are not answered. */
const MAX_WAITING = 100;

export interface CodePlacesParts {
  readonly find: (code: PanelCode) => Promise<PanelCodePlace>;
  readonly tell: (id: string, place: PanelCodePlace) => void;
  /** Whether anybody would see the answer. */
  readonly isShown: () => boolean;
}

/** Answers where code is that a page shows, one after the other: a page has more of it than anybody looks at. */
export class CodePlaces {
  private waiting: CodeQuestion[] = [];
  private isLooking = false;

  constructor(private readonly parts: CodePlacesParts) {}

  async find(questions: readonly CodeQuestion[]): Promise<void> {
    this.waiting = [...this.waiting, ...questions].slice(-MAX_WAITING);
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.answer(next);
    } finally {
      this.isLooking = false;
    }
  }

  private async answer({ id, code }: CodeQuestion): Promise<void> {
    const { find, tell, isShown } = this.parts;
    if (isShown()) tell(id, await find(code));
  }
}

/** @param name what a file is called in its folder of the workspace */
export function panelCodePlace<F>(
  located: Located<F>,
  quoted: Pick<Quoted, 'path' | 'start' | 'end'>,
  name: (file: F) => string,
): PanelCodePlace {
  const otherCommit = located.isOtherCommit ? (true as const) : undefined;
  if (located.kind === 'absent') return withoutUndefined<PanelCodePlace>({ found: located.why, otherCommit });
  const at = ({ file, lines }: PlaceIn<F>) => {
    const path = name(file);
    return { ...lines, path: path === quoted.path ? undefined : path };
  };
  if (located.kind === 'here') {
    const place = at(located.place);
    const isMoved = place.path !== undefined || place.start !== quoted.start || place.end !== quoted.end;
    const found = located.isChanged ? 'changed' : isMoved ? 'moved' : 'here';
    return withoutUndefined<PanelCodePlace>({ found, ...place, otherCommit });
  }
  const [only, another] = located.places;
  if (another || located.why === 'repeated')
    return withoutUndefined<PanelCodePlace>({ found: 'several', otherCommit });
  return withoutUndefined<PanelCodePlace>({ found: 'perhaps', ...(only && at(only)), otherCommit });
}
