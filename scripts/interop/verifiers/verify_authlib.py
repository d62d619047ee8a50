import json
import sys

from authlib.jose import JsonWebKey, JsonWebToken

keys = JsonWebKey.import_key_set(json.load(open(sys.argv[2])))
print(json.dumps(JsonWebToken(['ES256']).decode(open(sys.argv[1]).read(), keys)))
