import { type Work, assertSteady, workOf } from '../../../support/work';

describe('the work of a room in which 10,000 members', () => {
  let work: Work;
  before(() => (work = workOf(require.resolve('./roomWork'))));

  for (const what of [
    'react to one message',
    'react, each to another message',
    'edit their messages',
    'say something',
    'take it back',
    'answer what is not there',
  ]) {
    it(`${what} does not grow with what was done before`, () => assertSteady(work[what]));
  }
});
