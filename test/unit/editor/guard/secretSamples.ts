// One likely secret for each rule. They are made here: no file of ours may hold what looks like one.
import { generateKeyPairSync } from 'node:crypto';

export const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const ALNUM = `${LETTERS}0123456789`;
const HEX = '0123456789abcdef';

/** Always the same, and as mixed as a key is. */
export function mixed(length: number, alphabet = ALNUM): string {
  let state = 20_261_201;
  let made = '';
  while (made.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    made += alphabet[Math.floor((state / 2_147_483_648) * alphabet.length)]!;
  }
  return made;
}

export const rsaKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
export const edKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As 1Password writes it: one byte, the last bracket, stands alone at the end. */
function serviceAccount(): string {
  const ways = [58, 59, 60].map((length) => base64({ email: mixed(30), secretKey: mixed(length) }));
  return ways.find((one) => one.endsWith('fQ=='))!;
}

interface Sample {
  readonly text: string;
  readonly fileName?: string;
}

/** rule, without what all names of the rule set begin with -> a text with one secret in its second line */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = Object.fromEntries(
  Object.entries<readonly (string | Sample)[]>({
    aws: [`aws_secret_access_key = ${mixed(40)}`],
    gcp: [{ text: JSON.stringify({ private_key_id: 'a', private_key: rsaKey() }), fileName: 'key.json' }],
    privatekey: [rsaKey()],
    npm: [`npm_${mixed(36)}`, { text: `//packages.example/:_authToken=${mixed(36)}`, fileName: '.npmrc' }],
    basicauth: [`https://bob:${mixed(16)}@git.den.org/den.git`],
    slack: [
      `xoxb-${mixed(12, '0123456789')}-${mixed(24)}`,
      `https://hooks.slack.com/services/T${mixed(8)}/B${mixed(8)}/${mixed(24)}`,
    ],
    sendgrid: [`SG.${mixed(22)}.${mixed(43)}`],
    shopify: [`shpat_${mixed(32, HEX)}`],
    stripe: [`sk_live_${mixed(24)}`, `rk_live_${mixed(99)}`],
    github: [`ghp_${mixed(36)}`, `github_pat_${mixed(82)}`],
    gitlab: [`glpat-${mixed(20)}`],
    grafana: [`glsa_${mixed(32)}_${mixed(8, HEX)}`],
    openai: [`sk-${mixed(20)}T3BlbkFJ${mixed(20)}`],
    anthropic: [`sk-ant-api03-${mixed(93)}AA`],
    groq: [`gsk_${mixed(52)}`],
    huggingface: [`hf_${mixed(34, LETTERS)}`],
    linear: [`lin_api_${mixed(40)}`],
    notion: [`ntn_${mixed(11, '0123456789')}${mixed(35)}`],
    '1password': [`ops_${serviceAccount()}`],
    'database-connection-string': [
      `postgres://app:${mixed(16)}@db.den.org:5432/den`,
      `mysql://app:${mixed(16)}@db.den.org/den`,
      `mongodb+srv://app:${mixed(16)}@db.den.org/den`,
    ],
    'hashicorp-vault': [`hvs.${mixed(95)}`],
    vercel: [`vcp_${mixed(24)}`],
    databricks: [`dapi${mixed(32, HEX)}`],
    docker: [`dckr_pat_${mixed(27)}`],
    figma: [`figd_${mixed(43)}`],
    cloudflare: [`cfut_${mixed(40)}${mixed(8, HEX)}`],
    tailscale: [`tskey-auth-${mixed(12)}-${mixed(32)}`],
    assigned: ['DB_PASSWORD=hunter22', 'export API_TOKEN="correct horse"', '  POSTGRES_PASSWORD: s3cr3t'],
    'private-key': [edKey(), rsaKey().slice(0, 200)],
    jwt: [`${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: '1', name: 'Bob' })}.${mixed(43)}`],
  }).map(([rule, samples]) => [
    rule,
    samples.map((sample) => (typeof sample === 'string' ? { text: `first\n${sample}\nlast\n` } : sample)),
  ]),
);
