import { Option, type Command } from 'commander';
import { readConfig } from '../../gateway/config/config.ts';
import { ROLES, issueToken, openTokenKey } from '../../gateway/identity/index.ts';
import { CommandError, EXIT, print, run } from './terminal.ts';

interface TokenOptions {
  readonly role: string[];
  readonly subject?: string;
  readonly territory?: string;
  readonly holder?: string;
  readonly json?: boolean;
}

/** `symbolon token`: an access token of the hub's own issuer, for development. */
export function register(program: Command): void {
  program
    .command('token')
    .description('sign a development access token (not when OIDC_ISSUER is set)')
    .addOption(
      new Option('--role <role...>', 'what the token permits')
        .choices(Object.keys(ROLES))
        .makeOptionMandatory(),
    )
    .option('--subject <name>', 'whom it speaks for (default: developer)')
    .option('--territory <code>', 'territory whose facts it may write')
    .option('--holder <id>', 'holder whose certificates it may have attested')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExit: 0 done, 2 bad input or not permitted here.')
    .action((options: TokenOptions) => run(options.json === true, () => token(options)));
}

async function token({ role, subject, territory, holder, json }: TokenOptions): Promise<number> {
  const config = readConfig();
  if (config.oidc)
    throw new CommandError(
      'TOKENS_FROM_ISSUER',
      'OIDC_ISSUER is set: tokens come from that issuer, not from here.',
    );
  const key = await openTokenKey(config.dataDir);
  const request = { role: role.join(' '), subject, territory, holder };
  const signed = await issueToken(key, config.publicUrl, request, new Date());
  await print(json === true ? JSON.stringify({ token: signed }) : signed);
  return EXIT.done;
}
