// Verifies a checkpoint, an inclusion proof and a consistency proof with the code of Go's checksum database.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type input struct {
	Key, Older, Newer      string
	Index                  int64
	Entry                  []byte
	Inclusion, Consistency []string
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func hashOf(text string) (hash tlog.Hash) {
	bytes, err := base64.StdEncoding.DecodeString(text)
	must(err)
	copy(hash[:], bytes)
	return hash
}

// opened gives the size and root of a checkpoint signed by the key.
func opened(text string, verifiers note.Verifiers) (int64, tlog.Hash) {
	signed, err := note.Open([]byte(text), verifiers)
	must(err)
	lines := strings.Split(signed.Text, "\n")
	var size int64
	_, err = fmt.Sscan(lines[1], &size)
	must(err)
	return size, hashOf(lines[2])
}

func main() {
	var given input
	text, err := os.ReadFile(os.Args[1])
	must(err)
	must(json.Unmarshal(text, &given))
	verifier, err := note.NewVerifier(given.Key)
	must(err)
	verifiers := note.VerifierList(verifier)
	olderSize, olderRoot := opened(given.Older, verifiers)
	size, root := opened(given.Newer, verifiers)
	var inclusion tlog.RecordProof
	for _, hash := range given.Inclusion {
		inclusion = append(inclusion, hashOf(hash))
	}
	must(tlog.CheckRecord(inclusion, size, root, given.Index, tlog.RecordHash(given.Entry)))
	var consistency tlog.TreeProof
	for _, hash := range given.Consistency {
		consistency = append(consistency, hashOf(hash))
	}
	must(tlog.CheckTree(consistency, size, root, olderSize, olderRoot))
	fmt.Println("verified")
}
