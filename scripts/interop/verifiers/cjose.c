#include <cjose/cjose.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static char token[65536];

int main(int count, char **names) {
  cjose_err error;
  FILE *file = fopen(names[1], "r");
  size_t length = fread(token, 1, sizeof token - 1, file);
  cjose_jws_t *jws = cjose_jws_import(token, length, &error);
  if (count < 3 || jws == NULL) return 1;
  const char *kid = cjose_header_get(cjose_jws_get_protected(jws), "kid", &error);
  const char *alg = cjose_header_get(cjose_jws_get_protected(jws), "alg", &error);
  json_t *set = json_load_file(names[2], 0, NULL), *keys = json_object_get(set, "keys"), *key;
  size_t index;
  json_array_foreach(keys, index, key) {
    if (strcmp(json_string_value(json_object_get(key, "kid")), kid) || strcmp(alg, "ES256")) continue;
    char *text = json_dumps(key, 0);
    cjose_jwk_t *jwk = cjose_jwk_import(text, strlen(text), &error);
    if (jwk == NULL || !cjose_jws_verify(jws, jwk, &error)) return 1;
    uint8_t *payload;
    size_t size;
    if (!cjose_jws_get_plaintext(jws, &payload, &size, &error)) return 1;
    return fwrite(payload, 1, size, stdout) == size ? 0 : 1;
  }
  return 1;
}
