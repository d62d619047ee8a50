import json
import sys

import jwt

token, pem = open(sys.argv[1]).read(), open(sys.argv[3]).read()
audience = 'https://authority.example'
print(json.dumps(jwt.decode(token, pem, algorithms=['ES256'], audience=audience)))
