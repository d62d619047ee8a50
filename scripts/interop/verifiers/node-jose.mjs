import { readFileSync } from 'node:fs';
import jose from 'node-jose';

const [token, jwks] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const keys = await jose.JWK.asKeyStore(JSON.parse(jwks));
const { payload } = await jose.JWS.createVerify(keys, { algorithms: ['ES256'] }).verify(token);
process.stdout.write(payload);
