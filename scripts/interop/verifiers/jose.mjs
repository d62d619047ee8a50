import { readFileSync } from 'node:fs';
import { compactVerify, createLocalJWKSet } from 'jose';

const [token, jwks] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const { payload } = await compactVerify(token, createLocalJWKSet(JSON.parse(jwks)), {
  algorithms: ['ES256'],
});
process.stdout.write(payload);
