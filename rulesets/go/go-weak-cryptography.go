package vault

import (
	"crypto/md5"
	"crypto/rc4"
	"crypto/rsa"
	"crypto/sha256"
	"golang.org/x/crypto/pbkdf2"
)

func digest(b []byte) [16]byte {
	// ruleid: go-weak-cryptography
	return md5.Sum(b)
}

func open(key []byte) (*rc4.Cipher, error) {
	// ruleid: go-weak-cryptography
	return rc4.NewCipher(key)
}

func keys(r reader) *rsa.PrivateKey {
	// ruleid: go-weak-cryptography
	k, _ := rsa.GenerateKey(r, 768)
	return k
}

func stretch(p, s []byte) []byte {
	// ruleid: go-weak-cryptography
	return pbkdf2.Key(p, s, 5, 32, sha256.New)
}

func good(p, s []byte, r reader) []byte {
	// ok: go-weak-cryptography
	sha256.Sum256(p)
	// ok: go-weak-cryptography
	rsa.GenerateKey(r, 3072)
	// ok: go-weak-cryptography
	return pbkdf2.Key(p, s, 600000, 32, sha256.New)
}
