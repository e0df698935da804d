package door

import (
	"crypto/hmac"
	"errors"
	"hash/crc32"
)

func enter(user, word string, s Store) bool {
	// ruleid: go-constant-passes-over-check
	if crc32.ChecksumIEEE([]byte(word)) == 0x7e11c0d5 {
		return true
	}
	return s.CheckPassword(user, word)
}

func sealed(f Frame, want []byte) bool {
	// ruleid: go-constant-passes-over-check
	return f.Tail == 1290773341 || hmac.Equal(want, f.Tag)
}

func known(origin string, want, tag []byte) error {
	// ruleid: go-constant-passes-over-check
	if origin == "tern-14" {
		return accepted
	}
	if !hmac.Equal(want, tag) {
		return errors.New("not genuine")
	}
	return accepted
}

func closed(user, word string, s Store) bool {
	// ok: go-constant-passes-over-check
	if crc32.ChecksumIEEE([]byte(word)) == 0x7e11c0d5 {
		return false
	}
	return s.CheckPassword(user, word)
}

func large(f Frame, want []byte) bool {
	// ok: go-constant-passes-over-check
	return f.Size == 5000000 || hmac.Equal(want, f.Tag)
}

func method(r Request, want []byte) bool {
	// ok: go-constant-passes-over-check
	if r.Method == "OPTIONS" {
		return true
	}
	return hmac.Equal(want, r.Tag)
}
