import sys

from jwcrypto import jwk, jws

keys = jwk.JWKSet.from_json(open(sys.argv[2]).read())
token = jws.JWS()
token.allowed_algs = ['ES256']
token.deserialize(open(sys.argv[1]).read())
token.verify(keys.get_key(token.jose_header['kid']))
print(token.payload.decode())
