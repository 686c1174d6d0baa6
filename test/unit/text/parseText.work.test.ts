import { type Work, assertLinear, workOf } from '../../support/work';
import { LONG_TEXTS } from './longTexts';

describe('the work of reading a text is linear in its length', () => {
  let work: Work;
  before(() => (work = workOf(require.resolve('./parseWork'))));

  for (const what of Object.keys(LONG_TEXTS))
    it(what, () => {
      assertLinear(work[`0 ${what}`]);
      assertLinear(work[`1 ${what}`]);
    });
});
