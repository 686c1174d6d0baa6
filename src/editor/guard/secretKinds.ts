import { OWN_RULES } from './ownRules';

/** What a likely secret is, in a word. `service-key`: a key or a token of the service. */
export type SecretKind =
  | {
      readonly kind:
        'private-key' | 'password-in-address' | 'database-password' | 'assigned' | 'jwt' | 'other';
    }
  | { readonly kind: 'service-key'; readonly service: string };

const SERVICES: Readonly<Record<string, string>> = {
  ...{
    aws: 'AWS',
    gcp: 'Google Cloud',
    npm: 'npm',
    slack: 'Slack',
    sendgrid: 'SendGrid',
    shopify: 'Shopify',
  },
  ...{ stripe: 'Stripe', github: 'GitHub', gitlab: 'GitLab', grafana: 'Grafana', openai: 'OpenAI' },
  ...{
    anthropic: 'Anthropic',
    groq: 'Groq',
    huggingface: 'Hugging Face',
    linear: 'Linear',
    notion: 'Notion',
  },
  ...{ '1password': '1Password', 'hashicorp-vault': 'HashiCorp Vault', vercel: 'Vercel', figma: 'Figma' },
  ...{ databricks: 'Databricks', docker: 'Docker', cloudflare: 'Cloudflare', tailscale: 'Tailscale' },
};

const OTHERS: Readonly<Record<string, SecretKind>> = {
  [OWN_RULES.assigned]: { kind: 'assigned' },
  [OWN_RULES.privateKey]: { kind: 'private-key' },
  [OWN_RULES.jwt]: { kind: 'jwt' },
  privatekey: { kind: 'private-key' },
  basicauth: { kind: 'password-in-address' },
  'database-connection-string': { kind: 'database-password' },
};

/** @param rule as the rule set names it; one that is not known yet is `other` */
export function kindOf(rule: string): SecretKind {
  const name = rule.replace(/^@secretlint\/secretlint-rule-/, '');
  const service = SERVICES[name];
  return service === undefined ? (OTHERS[name] ?? { kind: 'other' }) : { kind: 'service-key', service };
}
