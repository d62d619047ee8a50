import { readFileSync } from 'node:fs';
import { KEYUTIL, KJUR } from 'jsrsasign';

const [token, , pem] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
if (!KJUR.jws.JWS.verify(token, KEYUTIL.getKey(pem), ['ES256'])) process.exit(1);
process.stdout.write(JSON.stringify(KJUR.jws.JWS.parse(token).payloadObj));
