// A reader of the live tree that nobody here wrote: Go's checksum-database client (golang.org/x/mod/sumdb) opens the
// checkpoint, fetches the tiles, and checks every record and the growth of the tree. Its own tile paths hold the height,
// which C2SP tlog-tiles leaves out, since it is 8 for all.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

var base string

func get(path string) []byte {
	response, err := http.Get(base + "/" + path)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		log.Fatalf("%s: %s %v", path, response.Status, err)
	}
	return body
}

// tile/8/0/x001/067 is tile/0/x001/067 here, tile/8/data/000 is tile/entries/000.
func pathOf(tile tlog.Tile) string {
	rest := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	return "tile/" + strings.Replace(rest, "data/", "entries/", 1)
}

type reader struct{ fetched map[string][]byte }

func (r *reader) Height() int { return height }

func (r *reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, tile := range tiles {
		path := pathOf(tile)
		if r.fetched[path] == nil {
			r.fetched[path] = get(path)
		}
		out[i] = r.fetched[path]
	}
	return out, nil
}

func (r *reader) SaveTiles([]tlog.Tile, [][]byte) {}

func openCheckpoint(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		log.Fatalf("checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		log.Fatalf("checkpoint: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	hash, err := tlog.ParseHash(lines[2])
	if err != nil {
		log.Fatal(err)
	}
	return tlog.Tree{N: size, Hash: hash}
}

// The entries of a bundle: each behind its length in two bytes.
func entries(tile tlog.Tile) [][]byte {
	var out [][]byte
	for bundle := get(pathOf(tile)); len(bundle) > 0; {
		length := 2 + int(binary.BigEndian.Uint16(bundle))
		out = append(out, bundle[2:length])
		bundle = bundle[length:]
	}
	return out
}

func bundleAt(tree tlog.Tree, number int64) tlog.Tile {
	width := tree.N - number<<height
	if width > 1<<height {
		width = 1 << height
	}
	return tlog.Tile{H: height, L: -1, N: number, W: int(width)}
}

func hashesOf(texts []string) []tlog.Hash {
	var out []tlog.Hash
	for _, text := range texts {
		bytes, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(bytes) != tlog.HashSize {
			log.Fatalf("%q is no hash", text)
		}
		var hash tlog.Hash
		copy(hash[:], bytes)
		out = append(out, hash)
	}
	return out
}

// Every record stands in the tree, by the tiles' hashes and by a proof; every hundredth also by the server's own.
func checkRecords(tree tlog.Tree, hashes tlog.HashReader) (records int64, served int) {
	for number := int64(0); number<<height < tree.N; number++ {
		for _, entry := range entries(bundleAt(tree, number)) {
			hash := tlog.RecordHash(entry)
			proof, err := tlog.ProveRecord(tree.N, records, hashes)
			if err == nil {
				err = tlog.CheckRecord(proof, tree.N, tree.Hash, records, hash)
			}
			if err != nil {
				log.Fatalf("record %d: %v", records, err)
			}
			if records%100 == 0 {
				lines := strings.Split(string(get(fmt.Sprintf("v1/events/%d/proof?size=%d", records, tree.N))), "\n")
				for len(lines) > 0 && !strings.HasPrefix(lines[0], "index ") { // the entry may stand before it
					lines = lines[1:]
				}
				var theirs []string
				for _, line := range lines[1:] {
					if line == "" {
						break
					}
					theirs = append(theirs, line)
				}
				if err := tlog.CheckRecord(hashesOf(theirs), tree.N, tree.Hash, records, hash); err != nil {
					log.Fatalf("the proof of record %d as it is served: %v", records, err)
				}
				served++
			}
			records++
		}
	}
	if records != tree.N {
		log.Fatalf("%d records in the bundles, %d in the checkpoint", records, tree.N)
	}
	return records, served
}

// The tree holds each earlier one unchanged, by proofs from the tiles and by those that are served.
func checkGrowth(tree tlog.Tree, hashes tlog.HashReader) (sizes int) {
	for size := int64(1); size <= tree.N; size += size/3 + 1 {
		old, err := tlog.TreeHash(size, hashes)
		if err != nil {
			log.Fatal(err)
		}
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		if err == nil {
			err = tlog.CheckTree(proof, tree.N, tree.Hash, size, old)
		}
		if err != nil {
			log.Fatalf("tree of %d: %v", size, err)
		}
		var served struct{ Hashes []string }
		if err := json.Unmarshal(get(fmt.Sprintf("v1/consistency?from=%d&to=%d", size, tree.N)), &served); err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckTree(hashesOf(served.Hashes), tree.N, tree.Hash, size, old); err != nil {
			log.Fatalf("the proof for the tree of %d as it is served: %v", size, err)
		}
		sizes++
	}
	return sizes
}

func main() {
	log.SetFlags(0)
	key := flag.String("vkey", "", "the ledger's verifier key")
	flag.StringVar(&base, "url", "", "the ledger's address")
	flag.Parse()
	verifier, err := note.NewVerifier(*key)
	if err != nil {
		log.Fatal(err)
	}
	tree := openCheckpoint(get("checkpoint"), verifier)
	hashes := tlog.TileHashReader(tree, &reader{fetched: map[string][]byte{}})
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil || root != tree.Hash {
		log.Fatalf("the root is %v by the tiles, %v by the checkpoint: %v", root, tree.Hash, err)
	}
	records, served := checkRecords(tree, hashes)
	sizes := checkGrowth(tree, hashes)
	fmt.Printf("%d records, %d proofs as served, %d earlier trees: true\n", records, served, sizes)
}
