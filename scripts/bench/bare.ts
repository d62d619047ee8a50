/** The peer of the measurement: reads each request and answers with the bytes of one file. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const body = readFileSync(process.argv[2] ?? '');

createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, {
      'content-type': 'application/graphql-response+json; charset=utf-8',
      'content-length': body.length,
    });
    response.end(body);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1', () => {
  process.stdout.write('symbolon ready\n');
});
