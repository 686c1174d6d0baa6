import { withoutUndefined } from '../../base/withoutUndefined';
import type { Destination, PanelCode } from '../../panel/fromPanel';
import type { Code } from '../../protocol/wire/messages';
import type { ToPanelOf } from './panelFeed';

/** Code that is put where a person writes. @param to whom they wrote when they chose it */
export const attached = (
  { room, to }: { readonly room: string; readonly to?: string | undefined },
  codes: readonly Code[],
): ToPanelOf<'attached'> => ({
  type: 'attached',
  for: withoutUndefined<Destination>({ room, to }),
  codes: codes.map((code) => withoutUndefined<PanelCode>(code)),
});
