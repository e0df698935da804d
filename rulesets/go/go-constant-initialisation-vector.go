package vault

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"io"
)

var start = []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7}

func a(b cipher.Block) cipher.Stream {
	// ruleid: go-constant-initialisation-vector
	return cipher.NewCTR(b, start)
}

func b(b cipher.Block) cipher.BlockMode {
	iv := []byte("0123456789abcdef")
	// ruleid: go-constant-initialisation-vector
	return cipher.NewCBCEncrypter(b, iv)
}

func c(a cipher.AEAD, text []byte) []byte {
	nonce := make([]byte, 12)
	// ruleid: go-constant-initialisation-vector
	return a.Seal(nil, nonce, text, nil)
}

func d(a cipher.AEAD, text []byte) []byte {
	nonce := make([]byte, 12)
	io.ReadFull(rand.Reader, nonce)
	// ok: go-constant-initialisation-vector
	return a.Seal(nil, nonce, text, nil)
}

func e(b cipher.Block, message []byte) cipher.BlockMode {
	// ok: go-constant-initialisation-vector
	return cipher.NewCBCDecrypter(b, message[:16])
}

func f(b cipher.Block, iv []byte) cipher.Stream {
	// ok: go-constant-initialisation-vector
	return cipher.NewCTR(b, iv)
}

var kind = [12]byte{'v', 'a', 'u', 'l', 't', 0, 0, 0, 0, 0, 0, 1}

type box struct {
	aead  cipher.AEAD
	first []byte
	mixed []byte
	count uint64
}

func newBox(a cipher.AEAD) *box {
	x := &box{aead: a, first: make([]byte, 12), mixed: make([]byte, 12)}
	copy(x.first, kind[:])
	copy(x.mixed, kind[:])
	return x
}

func (x *box) shut(text []byte) []byte {
	// ruleid: go-constant-initialisation-vector
	return x.aead.Seal(nil, x.first, text, nil)
}

func (x *box) shutCounted(text []byte) []byte {
	x.count++
	binary.BigEndian.PutUint64(x.mixed[4:], x.count)
	// ok: go-constant-initialisation-vector
	return x.aead.Seal(nil, x.mixed, text, nil)
}

func g(a cipher.AEAD, text []byte) []byte {
	var n [12]byte
	// ruleid: go-constant-initialisation-vector
	return a.Seal(nil, n[:], text, nil)
}

func h(a cipher.AEAD, text []byte) []byte {
	nonce := append([]byte(nil), kind[:]...)
	// ruleid: go-constant-initialisation-vector
	return a.Seal(nil, nonce, text, nil)
}

func i(a cipher.AEAD, text []byte, count uint64) []byte {
	var n [12]byte
	binary.LittleEndian.PutUint64(n[4:], count)
	// ok: go-constant-initialisation-vector
	return a.Seal(nil, n[:], text, nil)
}

func j(a cipher.AEAD, text, given []byte) []byte {
	nonce := make([]byte, 12)
	copy(nonce, given)
	// ok: go-constant-initialisation-vector
	return a.Seal(nil, nonce, text, kind[:])
}
