import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { RESULT, type AttestationResult } from './attestation-result.ts';
import { hubAddress } from '../hub.ts';
import { tableOf } from '../table-file.ts';
import type { TableWords } from '../../../facts/document/table/options.ts';
import { mutate } from '../hub-mutation.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';

interface AttestOptions extends TableWords {
  readonly certificate?: string;
  readonly issuer?: string;
  readonly market?: string;
  readonly audience?: string;
  readonly validDays?: string;
  readonly hs?: string;
  readonly batch?: string;
  readonly hub?: string;
  readonly token?: string;
  readonly output?: string;
  readonly json?: boolean;
}

const MUTATION = `mutation Attest($input: IssueAttestationInput!) {
  issueAttestation(input: $input) {${RESULT}
  }
}`;

/** `symbolon attest`: has a hub sign a recognition, and writes the JWS. */
export function register(program: Command): void {
  program
    .command('attest')
    .description('have a recognition signed and write the attestation (a JWS), or many')
    .option('--certificate <number>', 'number of the certificate')
    .option('--issuer <body>', 'body that issued it, where several issued one of this number')
    .option('--market <territory>', 'market, for example CN')
    .option('--audience <uri>', 'whom it is meant for: a DID, URN or https URL')
    .option('--valid-days <days>', 'days for which it should hold, 1 to 30 (default: 7)')
    .option('--hs <code>', 'HS code of the product')
    .option(
      '--batch <file>',
      'many instead: NDJSON, CSV or XLSX, in each row certificate, issuer, market, audience and validDays; one JSON result a line',
    )
    .option('--dates <order>', 'of a table: iso, or dmy to read 31/12/2026 too (default: iso)')
    .option(
      '--encoding <name>',
      'of a CSV: utf-8, gb18030, utf-16le … (default: told by the bytes)',
    )
    .option('--map <file>', 'of a table: JSON that says which columns are meant')
    .option('--hub <url>', 'hub to ask (default: PUBLIC_URL)')
    .option('--token <token>', 'access token with the scope attestation:issue (or SYMBOLON_TOKEN)')
    .option('-o, --output <file>', 'write the JWS, or the results, to this file (default: stdout)')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExit: 0 signed (with --batch: all), 1 not recognised, 2 bad input or not permitted,' +
        ' 3 hub unavailable.',
    )
    .action((options: AttestOptions) => run(options.json === true, () => attest(options)));
}

async function attest(options: AttestOptions): Promise<number> {
  const token = options.token ?? process.env['SYMBOLON_TOKEN'];
  const { batch, hub, output } = options;
  if (batch !== undefined) {
    for (const name of ['certificate', 'issuer', 'market', 'audience', 'validDays', 'hs'] as const)
      if (options[name] !== undefined)
        throw new CommandError('USAGE', 'With --batch FILE everything is in the file.');
    // Loaded when used: one request needs none of the reading of files.
    const { attestBatch } = await import('./attest-batch.ts');
    const table = await tableOf(options);
    return attestBatch({ file: batch, table, hub: hubAddress(hub), token, output });
  }
  const result = await mutate<AttestationResult>(
    hubAddress(hub),
    { query: MUTATION, variables: { input: inputOf(options) } },
    token,
  );
  switch (result.__typename) {
    case 'Attestation': {
      const { jws, ...about } = result;
      if (options.output !== undefined) await write(options.output, jws);
      if (options.json === true) await print(JSON.stringify(result));
      else if (options.output === undefined) await print(jws);
      else tell(`${options.output}: attestation ${about.id}, valid until ${about.expiresAt}`);
      return EXIT.done;
    }
    case 'NotRecognised':
      if (options.json === true) await print(JSON.stringify(result));
      tell(result.message);
      for (const { code, message } of result.reasons) tell(`  ${code}: ${message}`);
      return EXIT.no;
    case 'InvalidInput':
      throw new CommandError(
        'INPUT_INVALID',
        result.faults.map(({ path, message }) => `${path}: ${message}`).join(' '),
      );
  }
}

function inputOf({ certificate, issuer, market, audience, validDays, hs }: AttestOptions): object {
  if (certificate === undefined || market === undefined || audience === undefined)
    throw new CommandError(
      'USAGE',
      'Give --certificate N, --market M and --audience A, or --batch FILE.',
    );
  if (validDays !== undefined && !/^\d{1,2}$/.test(validDays))
    throw new CommandError('USAGE', '--valid-days is a whole number from 1 to 30.');
  return {
    question: {
      certificate,
      ...(issuer === undefined ? {} : { issuer }),
      market,
      ...(hs === undefined ? {} : { product: { hs } }),
    },
    audience,
    ...(validDays === undefined ? {} : { validDays: Number(validDays) }),
  };
}

/** Without a line end: the file is the token, byte for byte. */
async function write(path: string, jws: string): Promise<void> {
  try {
    const file = await open(path, 'w');
    await file.writeFile(jws);
    await file.close();
  } catch {
    throw new CommandError('OUTPUT_UNWRITABLE', `${path} cannot be written.`);
  }
}
