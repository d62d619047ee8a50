import { isLoopback } from './loopback.ts';

/** Finding of a rule over several variables: the variable, and its fault. */
export interface RuleFault {
  readonly name: string;
  readonly message: string;
}

type Given = Readonly<Record<string, string | undefined>>;

/**
 * What several variables say together, from the values as given. Apart from the form of each, so that
 * these faults are told together with those.
 */
export function ruleFaults(given: Given, nodeEnv: string | undefined): RuleFault[] {
  return [
    ...missingForKeyStore(given),
    ...incompleteIssuer(given),
    ...samePort(given),
    ...insecure(given, nodeEnv),
  ];
}

const NEEDED: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['pkcs11', ['PKCS11_MODULE', 'PKCS11_TOKEN', 'PKCS11_PIN_FILE']],
  ['command', ['KEY_COMMAND']],
]);

const missingForKeyStore = (given: Given): RuleFault[] =>
  (NEEDED.get(given['KEY_STORE']) ?? [])
    .filter((name) => given[name] === undefined)
    .map((name) => ({
      name,
      message: `is missing: KEY_STORE=${given['KEY_STORE'] ?? ''} needs it`,
    }));

const incompleteIssuer = ({ OIDC_ISSUER, OIDC_AUDIENCE }: Given): RuleFault[] =>
  (OIDC_ISSUER === undefined) === (OIDC_AUDIENCE === undefined)
    ? []
    : [
        {
          name: OIDC_ISSUER === undefined ? 'OIDC_ISSUER' : 'OIDC_AUDIENCE',
          message: 'is missing: OIDC_ISSUER and OIDC_AUDIENCE are set together or not at all',
        },
      ];

const samePort = ({ METRICS_PORT, PORT = '4000' }: Given): RuleFault[] =>
  METRICS_PORT === undefined || Number(METRICS_PORT) !== Number(PORT)
    ? []
    : [{ name: 'METRICS_PORT', message: 'must be another port than PORT' }];

/**
 * What is fit for trying out only, where others can reach the hub: tokens that the hub makes itself
 * for whoever can read its folder, and links over a channel that anybody on the way can alter.
 */
function insecure(given: Given, nodeEnv: string | undefined): RuleFault[] {
  const { HOST, OIDC_ISSUER, OIDC_AUDIENCE, PUBLIC_URL, ALLOW_INSECURE } = given;
  const isPublic = HOST !== undefined && !isLoopback(HOST);
  if (ALLOW_INSECURE === '1' || !(isPublic || nodeEnv === 'production')) return [];
  const because = isPublic ? 'HOST is not this machine alone' : 'NODE_ENV is production';
  const otherwise = 'or set ALLOW_INSECURE=1 if this is a trial';
  const faults: RuleFault[] = [];
  if (OIDC_ISSUER === undefined && OIDC_AUDIENCE === undefined)
    faults.push({
      name: 'OIDC_ISSUER',
      message: `is missing and ${because}: without it the hub believes tokens of its own development issuer; set it with OIDC_AUDIENCE, ${otherwise}`,
    });
  if (PUBLIC_URL === undefined || /^http:/i.test(PUBLIC_URL))
    faults.push({
      name: 'PUBLIC_URL',
      message: `${PUBLIC_URL === undefined ? 'is missing, so links are http:,' : 'is http:'} and ${because}: give the https URL by which others reach the hub, ${otherwise}`,
    });
  return faults;
}
