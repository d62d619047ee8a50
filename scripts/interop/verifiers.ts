/** A command and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Where a verifier finds its program, and where it may build. */
export interface Places {
  /** Folder of the programs of `verifiers/`. */
  readonly sources: string;
  /** A folder of its own for what is compiled. */
  readonly work: string;
}

/** What a verifier is given to check. */
export interface Input {
  readonly token: string;
  readonly jwks: string;
  readonly pem: string;
}

/** One independent tool or library that verifies a JWS. */
export interface Verifier {
  readonly name: string;
  /** Debian packages that it needs; none: it came with `npm ci`. */
  readonly packages: readonly string[];
  /** Ends with 0 where the tool is there. */
  readonly probe: Command;
  readonly build?: (places: Places) => Command;
  readonly verify: (input: Input, places: Places) => Command;
  readonly env?: Readonly<Record<string, string>>;
}

/** Debian's own Python: another one first in the path does not see Debian's packages. */
const PYTHON = '/usr/bin/python3';
/** Debian's Go packages are sources under GOPATH. */
const GO_ENV = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };

const args = ({ token, jwks, pem }: Input): [string, string, string] => [token, jwks, pem];

const npm = (name: string): Verifier => ({
  name: `npm ${name}`,
  packages: [],
  probe: [process.execPath, '--eval', `import('${name}').catch(() => process.exit(1))`],
  verify: (input, { sources }) => [process.execPath, `${sources}/${name}.mjs`, ...args(input)],
});

const script = (
  name: string,
  packages: readonly string[],
  file: string,
  interpreter: Command,
  probe: Command,
): Verifier => ({
  name,
  packages,
  probe,
  verify: (input, { sources }) => [...interpreter, `${sources}/${file}`, ...args(input)],
});

const python = (name: string, file: string, module: string): Verifier =>
  script(name, [name], file, [PYTHON], [PYTHON, '-c', `import ${module}`]);

const ruby = (name: string, file: string, library: string): Verifier =>
  script(name, [name], file, ['ruby'], ['ruby', '-e', `require '${library}'`]);

const go = (name: string, packages: readonly string[], file: string, path: string): Verifier => ({
  name,
  packages: ['golang-go', ...packages],
  probe: ['sh', '-c', `command -v go && test -d /usr/share/gocode/src/${path}`],
  build: ({ sources, work }) => ['go', 'build', '-o', `${work}/${file}`, `${sources}/${file}.go`],
  verify: (input, { work }) => [`${work}/${file}`, ...args(input)],
  env: GO_ENV,
});

const c = (
  name: string,
  packages: readonly string[],
  file: string,
  ...libraries: string[]
): Verifier => ({
  name,
  packages: ['gcc', 'pkg-config', ...packages],
  probe: ['sh', '-c', `command -v gcc && pkg-config --exists ${libraries.join(' ')}`],
  build: ({ sources, work }) => [
    'sh',
    '-c',
    `gcc -w -o ${work}/${file} ${sources}/${file}.c $(pkg-config --cflags --libs ${libraries.join(' ')})`,
  ],
  verify: (input, { work }) => [`${work}/${file}`, ...args(input)],
});

/** Go's checksum database, which checks trees instead of tokens. */
export const SUMDB: Verifier = {
  ...go('golang.org/x/mod/sumdb', ['golang-golang-x-mod-dev'], 'sumdb', 'golang.org/x/mod/sumdb'),
};

/** Everything an attestation is held against. */
export const VERIFIERS: readonly Verifier[] = [
  ...['jose', 'jsonwebtoken', 'fast-jwt', 'node-jose', 'jsrsasign'].map(npm),
  script('jose (latchset)', ['jose'], 'latchset-jose.sh', ['sh'], ['sh', '-c', 'command -v jose']),
  python('python3-jwcrypto', 'verify_jwcrypto.py', 'jwcrypto'),
  python('python3-jwt', 'verify_pyjwt.py', 'jwt'),
  python('python3-jose', 'verify_python_jose.py', 'jose'),
  python('python3-authlib', 'verify_authlib.py', 'authlib'),
  ruby('ruby-jwt', 'ruby_jwt.rb', 'jwt'),
  ruby('ruby-json-jwt', 'json_jwt.rb', 'json/jwt'),
  script(
    'libcrypt-jwt-perl',
    ['libcrypt-jwt-perl'],
    'crypt_jwt.pl',
    ['perl'],
    ['perl', '-MCrypt::JWT', '-e', '1'],
  ),
  script(
    'php-cli openssl',
    ['php-cli'],
    'verify.php',
    ['php'],
    ['php', '-r', 'openssl_verify(...);'],
  ),
  go(
    'golang go-jose',
    ['golang-gopkg-square-go-jose.v2-dev'],
    'go_jose',
    'gopkg.in/square/go-jose.v2',
  ),
  go(
    'golang golang-jwt',
    ['golang-github-golang-jwt-jwt-dev'],
    'golang_jwt',
    'github.com/golang-jwt/jwt',
  ),
  c('cjose', ['libcjose-dev', 'libjansson-dev'], 'cjose', 'cjose', 'jansson'),
  script(
    'erlang-jose',
    ['erlang-jose', 'erlang-base', 'erlang-jiffy'],
    'erlang_jose.escript',
    ['escript'],
    [
      'erl',
      '-noshell',
      '-eval',
      '[{module, _} = code:ensure_loaded(M) || M <- [jose_jws, jiffy]], halt(0).',
    ],
  ),
  {
    name: 'Java 17 java.security',
    packages: ['openjdk-17-jdk-headless'],
    probe: ['sh', '-c', 'command -v javac'],
    build: ({ sources, work }) => ['javac', '-d', work, `${sources}/Verify.java`],
    verify: (input, { work }) => ['java', '-cp', work, 'Verify', ...args(input)],
  },
  script('openssl', ['openssl'], 'openssl.sh', ['sh'], ['openssl', 'version']),
];
