/** Fixtures are read where they lie, also by what runs compiled in `dist/`. */
const FIXTURES = new URL(
  import.meta.url.endsWith('.ts') ? './fixtures/' : '../../test/fixtures/',
  import.meta.url,
);

/** Address of a fixture. */
export const fixtureUrl = (path: string): URL => new URL(path, FIXTURES);
