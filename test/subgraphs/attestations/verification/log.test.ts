import { describe, expect, it } from '@jest/globals';
import {
  isLowOrder,
  verifyNote,
  readCheckpoint,
  readVerifierKey,
  verifyConsistency,
  verifyInclusion,
  verifyCheckpoint,
  readProof,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { fixture } from '../support.ts';

const bytes = (text: string | null | undefined): Uint8Array => Buffer.from(text ?? '', 'base64');
const all = (proof: readonly string[] | null): Uint8Array[] => (proof ?? []).map(bytes);

interface Inclusion {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
interface Consistency {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

describe('Merkle proofs: the 196 vectors of transparency-dev', () => {
  const { inclusion, consistency } = fixture('vectors/transparency-dev-merkle/vectors.json') as {
    readonly inclusion: Readonly<Record<string, Inclusion>>;
    readonly consistency: Readonly<Record<string, Consistency>>;
  };

  it('decides all 98 inclusion proofs as marked', async () => {
    const wrong: string[] = [];
    for (const [name, vector] of Object.entries(inclusion)) {
      const valid = await verifyInclusion({
        index: vector.leafIdx,
        size: vector.treeSize,
        leaf: bytes(vector.leafHash),
        proof: all(vector.proof),
        root: bytes(vector.root),
      });
      if (valid === vector.wantErr) wrong.push(name);
    }
    expect(wrong).toEqual([]);
    expect(Object.keys(inclusion)).toHaveLength(98);
  });

  it('decides all 98 consistency proofs as marked, size 0 being no tree to start from', async () => {
    const wrong: string[] = [];
    for (const [name, vector] of Object.entries(consistency)) {
      const valid = await verifyConsistency({
        size1: vector.size1,
        size2: vector.size2,
        root1: bytes(vector.root1),
        root2: bytes(vector.root2),
        proof: all(vector.proof),
      });
      if (valid === vector.wantErr) wrong.push(name);
    }
    expect(wrong).toEqual([]);
    expect(Object.keys(consistency)).toHaveLength(98);
  });
});

describe('signed notes', () => {
  const { vectors, checkpoints } = fixture('vectors/c2sp-notes/vectors.json') as {
    readonly vectors: readonly {
      readonly source: string;
      readonly vkey: string;
      readonly note: string;
      readonly valid: boolean;
    }[];
    readonly checkpoints: readonly { readonly text: string; readonly valid: boolean }[];
  };

  it.each(vectors)('$source: $valid', async ({ vkey, note, valid }) => {
    const verifier = await readVerifierKey(vkey);
    const opened = verifier && (await verifyNote(note, [verifier]));
    expect(opened !== null).toBe(valid);
  });

  it.each(checkpoints)('checkpoint $text is $valid', ({ text, valid }) => {
    expect(readCheckpoint(text) !== null).toBe(valid);
  });

  it('the sample checkpoint opens with the key of its log', async () => {
    const key = 'hub.example.org/log+665e96ad+AbAIEckaiU7ZmRWM/bs2JHdZw1IjrzgzXx1nmtOnQQDM';
    const note = `hub.example.org/log
1000
aLVJdgc4pmFx0OZv7S7/0R6QF76sGIkhEyykJn8Rt7U=

— hub.example.org/log Zl6WraNR+9TBhMLsID5+gb6HyemYHXviAYErOqHh8O4D7gCkLQUkfEtHbRRbhWwbeXDHpgSFM8nUtgCokTle4E6hbQ8=
`;
    const verifier = await readVerifierKey(key);
    if (!verifier) throw new Error('the key is well-formed');
    const log = { origin: 'hub.example.org/log', verifier, witnesses: [] };
    expect(await verifyCheckpoint(note, log)).toMatchObject({ size: 1000 });
    expect(await verifyCheckpoint(note.replace('1000', '1001'), log)).toBeNull();
    expect(await verifyCheckpoint(note, { ...log, origin: 'other.example/log' })).toBeNull();
  });

  it('keys of low order are no keys', () => {
    // The eight points of small order have five y coordinates; each in both signs, and spelt off-canon.
    const y = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
    for (const point of [
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '0000000000000000000000000000000000000000000000000000000000000000',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ])
      expect(isLowOrder(y(point))).toBe(true);
    expect(
      isLowOrder(
        y('b00811c91a894ed999158cfdbb362477 59c35223af38335f1d679ad3a74100cc'.replace(' ', '')),
      ),
    ).toBe(false);
  });
});

describe('a proof as text', () => {
  it('is refused unless every line is in its place', () => {
    const hash = Buffer.alloc(32, 7).toString('base64');
    const good = `c2sp.org/tlog-proof@v1\nindex 4\n${hash}\n\nnote`;
    expect(readProof(good)).toMatchObject({ index: 4, checkpoint: 'note' });
    const short = Buffer.alloc(31, 7).toString('base64');
    for (const bad of [
      good.replace('@v1', '@v2'),
      good.replace('index 4', 'index 04'),
      good.replace('index 4', 'index -4'),
      good.replace(hash, short),
      good.replace('\n\n', '\n'),
      good.replace(hash, `${hash} `),
    ])
      expect(readProof(bad)).toBeNull();
  });
});
