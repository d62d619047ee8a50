package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/golang-jwt/jwt"
)

func main() {
	token, _ := os.ReadFile(os.Args[1])
	pem, _ := os.ReadFile(os.Args[3])
	key, err := jwt.ParseECPublicKeyFromPEM(pem)
	if err != nil {
		panic(err)
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"ES256"}))
	parsed, err := parser.Parse(string(token), func(*jwt.Token) (interface{}, error) { return key, nil })
	if err != nil {
		panic(err)
	}
	claims, _ := json.Marshal(parsed.Claims)
	fmt.Println(string(claims))
}
