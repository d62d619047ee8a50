package main

import (
	"encoding/json"
	"fmt"
	"os"

	jose "gopkg.in/square/go-jose.v2"
)

func main() {
	token, _ := os.ReadFile(os.Args[1])
	text, _ := os.ReadFile(os.Args[2])
	var keys jose.JSONWebKeySet
	if err := json.Unmarshal(text, &keys); err != nil {
		panic(err)
	}
	jws, err := jose.ParseSigned(string(token))
	if err != nil {
		panic(err)
	}
	header := jws.Signatures[0].Header
	if header.Algorithm != "ES256" || len(keys.Key(header.KeyID)) != 1 {
		panic("not a key of the set")
	}
	payload, err := jws.Verify(keys.Key(header.KeyID)[0])
	if err != nil {
		panic(err)
	}
	fmt.Println(string(payload))
}
