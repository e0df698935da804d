package keys

const word = "moss-and-tide-44"

func a() (cipher.Block, error) {
	k := []byte(word)
	// ruleid: go-constant-flows-to-key
	return aes.NewCipher(k)
}

func b() hash.Hash {
	// ruleid: go-constant-flows-to-key
	return hmac.New(sha256.New, []byte("k-7712-ee90-ff"))
}

func c(t *jwt.Token) (string, error) {
	// ruleid: go-constant-flows-to-key
	return t.SignedString([]byte(word))
}

func d(k []byte) (cipher.Block, error) {
	// ok: go-constant-flows-to-key
	return aes.NewCipher(k)
}

func e() (cipher.Block, error) {
	// ok: go-constant-flows-to-key
	return aes.NewCipher([]byte(os.Getenv("UNIT_KEY_NAME")))
}

func f(k []byte) hash.Hash {
	h := hmac.New(sha256.New, k)
	// ok: go-constant-flows-to-key
	h.Write([]byte(word))
	return h
}
