import assert from 'node:assert/strict';
import { killRounds } from '../support/killRounds';

describe('a server that is killed', () => {
  it('P-6.12 loses nothing that anybody was shown, and gives no seq out twice: 3 rounds', async () => {
    const { events, resumed } = await killRounds(3);
    assert.ok(events > 100 && resumed === 12, `${events} events, ${resumed} resumes`);
  });
});
