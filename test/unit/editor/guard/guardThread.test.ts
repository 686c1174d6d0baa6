import assert from 'node:assert/strict';
import { findByRules, RULE_IDS } from '../../../../src/editor/guard/guardThread';
import { OWN_RULES } from '../../../../src/editor/guard/ownRules';
import { kindOf } from '../../../../src/editor/guard/secretKinds';
import { mixed, SAMPLES } from './secretSamples';

const short = (rule: string): string => rule.replace('@secretlint/secretlint-rule-', '');
const rulesIn = async (text: string, fileName = 'a.ts'): Promise<string[]> =>
  (await findByRules(text, fileName)).map(({ rule }) => short(rule));

describe('the rules for secrets', () => {
  it('each have a sample here, and words for a person', () => {
    const rules = [...RULE_IDS.map(short), ...Object.values(OWN_RULES)];
    assert.deepEqual(Object.keys(SAMPLES).sort(), rules.sort());
    for (const rule of RULE_IDS) assert.notEqual(kindOf(rule).kind, 'other', rule);
    assert.deepEqual(kindOf('@secretlint/secretlint-rule-of-tomorrow'), { kind: 'other' });
  });

  it('find their secrets', async () => {
    for (const [rule, samples] of Object.entries(SAMPLES))
      for (const { text, fileName } of samples)
        assert.ok((await rulesIn(text, fileName)).includes(rule), `${rule}: ${text}`);
  });

  it('take no heed of comments that switch them off', async () => {
    assert.deepEqual(await rulesIn(`// secretlint-disable-next-line\nghp_${mixed(36)}`), ['github']);
  });

  it('read nothing from the disk', async () => {
    assert.deepEqual(await rulesIn('x', 'key.p12'), []);
  });
});
