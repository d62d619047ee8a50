import { readFileSync } from 'node:fs';
import jsonwebtoken from 'jsonwebtoken';

const [token, , pem] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
process.stdout.write(JSON.stringify(jsonwebtoken.verify(token, pem, { algorithms: ['ES256'] })));
