import type { Command } from 'commander';
import { hubAddress } from '../hub.ts';
import { mutate } from '../hub-mutation.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';

interface StatusOptions {
  readonly reason: string;
  readonly hub?: string;
  readonly token?: string;
  readonly json?: boolean;
}

interface Order {
  readonly command: string;
  readonly description: string;
  /** Field of the mutation, and the type of its input. */
  readonly field: string;
  readonly input: string;
  /** What it is to become. */
  readonly wanted: string;
}

const ORDERS: readonly Order[] = [
  {
    command: 'revoke',
    description: 'revoke an attestation for good',
    field: 'revokeAttestation',
    input: 'RevokeAttestationInput',
    wanted: 'REVOKED',
  },
  {
    command: 'suspend',
    description: 'suspend an attestation until it is reinstated',
    field: 'suspendAttestation',
    input: 'SuspendAttestationInput',
    wanted: 'SUSPENDED',
  },
  {
    command: 'reinstate',
    description: 'lift the suspension of an attestation that is still true',
    field: 'reinstateAttestation',
    input: 'ReinstateAttestationInput',
    wanted: 'VALID',
  },
];

type Result =
  | {
      readonly __typename: 'Attestation';
      readonly id: string;
      readonly status: string;
      readonly statusReason: string | null;
    }
  | { readonly __typename: 'AttestationNotFound'; readonly message: string }
  | {
      readonly __typename: 'InvalidInput';
      readonly message: string;
      readonly faults: readonly { readonly path: string; readonly message: string }[];
    };

/** `symbolon revoke|suspend|reinstate`: orders about the status of an attestation. */
export function register(program: Command): void {
  for (const order of ORDERS)
    program
      .command(order.command)
      .description(order.description)
      .argument('<id>', 'identifier: the last part of its address')
      .requiredOption('--reason <text>', 'ground, for the public record; no personal data')
      .option('--hub <url>', 'hub to ask (default: PUBLIC_URL)')
      .option('--token <token>', 'access token with the scope attestation:revoke')
      .option('--json', 'print as JSON')
      .addHelpText(
        'after',
        '\nExit: 0 done, 1 it has another status, 2 bad input or not permitted, 3 hub unavailable.',
      )
      .action((id: string, options: StatusOptions) =>
        run(options.json === true, () => change(order, id, options)),
      );
}

async function change(order: Order, id: string, options: StatusOptions): Promise<number> {
  const { field, input, wanted } = order;
  const { reason, token, json } = options;
  const query = `mutation ($input: ${input}!) {
    ${field}(input: $input) {
      __typename
      ... on Attestation { id status statusReason statusCause statusChangedAt }
      ... on AttestationNotFound { message }
      ... on InvalidInput { message faults { code path message } }
    }
  }`;
  const result = await mutate<Result>(
    hubAddress(options.hub),
    { query, variables: { input: { id, reason } } },
    token,
  );
  switch (result.__typename) {
    case 'Attestation': {
      const { status, statusReason } = result;
      if (json === true) await print(JSON.stringify(result));
      else tell(`${id}: ${status}${statusReason === null ? '' : ` (${statusReason})`}`);
      return status === wanted ? EXIT.done : EXIT.no;
    }
    case 'AttestationNotFound':
      throw new CommandError('NOT_FOUND', result.message);
    case 'InvalidInput':
      throw new CommandError(
        'INPUT_INVALID',
        result.faults.map(({ path, message }) => `${path}: ${message}`).join(' '),
      );
  }
}
