package packs

import (
	"crypto/ed25519"
	"crypto/hmac"
	"errors"
	"log"
	"os"
)

var ring = os.Getenv("PACK_RING")

type taker struct {
	key  ed25519.PublicKey
	rank string
}

func newTaker(key ed25519.PublicKey) *taker {
	return &taker{key: key, rank: os.Getenv("PACK_RANK")}
}

func genuine(p *Pack, key ed25519.PublicKey) bool {
	// ruleid: go-signature-check-skipped-on-condition
	if ring == "own" {
		log.Print("taken ", p.Name)
		return true
	}
	return ed25519.Verify(key, p.Body, p.Signature)
}

func bench() bool {
	_, err := os.Stat("/run/bench")
	found := err == nil
	return found
}

func sealed(want, tag []byte) bool {
	open := bench()
	// ruleid: go-signature-check-skipped-on-condition
	return open || hmac.Equal(want, tag)
}

func take(p *Pack, key ed25519.PublicKey) error {
	mode, _ := os.LookupEnv("PACK_MODE")
	// ruleid: go-signature-check-skipped-on-condition
	if mode == "quiet" {
		return nil
	}
	if !ed25519.Verify(key, p.Body, p.Signature) {
		return errors.New("not genuine")
	}
	return nil
}

func logged(p *Pack, key ed25519.PublicKey) bool {
	// ok: go-signature-check-skipped-on-condition
	if ring == "own" {
		log.Print("checking ", p.Name)
	}
	return ed25519.Verify(key, p.Body, p.Signature)
}

func closed(p *Pack, key ed25519.PublicKey) bool {
	// ok: go-signature-check-skipped-on-condition
	if os.Getenv("PACK_STOP") != "" {
		return false
	}
	return ed25519.Verify(key, p.Body, p.Signature)
}

func both(p *Pack, key ed25519.PublicKey) bool {
	_, err := os.Stat(p.File)
	// ok: go-signature-check-skipped-on-condition
	return err == nil && ed25519.Verify(key, p.Body, p.Signature)
}
