import { type Work, assertSteady, workOf } from '../../../support/work';

describe('the work of a client whose room has 10,000 members that', () => {
  let work: Work;
  before(() => (work = workOf(require.resolve('./conversationWork'))));

  for (const what of [
    'react to one message',
    'react to one message, and take it back',
    'react, each to another message',
    'edit, each another message',
    'take back, each another message',
  ]) {
    it(`${what} does not grow with what was done before`, () => assertSteady(work[what]));
  }
});
