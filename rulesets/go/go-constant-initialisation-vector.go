package vault

import (
	"crypto/cipher"
	"crypto/rand"
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
