import { readFileSync } from 'node:fs';
import { createVerifier } from 'fast-jwt';

const [token, , pem] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
process.stdout.write(JSON.stringify(createVerifier({ key: pem, algorithms: ['ES256'] })(token)));
