import { assertLinear, workOf } from '../../../support/work';

describe('the work around a text that is drawn', () => {
  it('is linear in its length, whatever is folded or left open', () => {
    for (const works of Object.values(workOf(require.resolve('./textWork')))) assertLinear(works);
  });
});
