import sys

from jose import jws

token, pem = open(sys.argv[1]).read(), open(sys.argv[3]).read()
print(jws.verify(token, pem, algorithms=['ES256']).decode())
