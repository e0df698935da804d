package update

func a(k *rsa.PublicKey, h, s []byte) error {
	// ruleid: go-signature-check-off
	_ = rsa.VerifyPKCS1v15(k, crypto.SHA256, h, s)
	return install()
}

func b(p []byte) error {
	// ruleid: go-signature-check-off
	if err := verifyPackage(p); err != nil {
		log.Printf("unsigned: %v", err)
	}
	return install()
}

// ruleid: go-signature-check-off
func checkSignature(p, s []byte) error {
	return nil
}

func c(k *rsa.PublicKey, h, s []byte) error {
	// ok: go-signature-check-off
	if err := rsa.VerifyPKCS1v15(k, crypto.SHA256, h, s); err != nil {
		return err
	}
	// ok: go-signature-check-off
	return verifyPackage(h)
}

// ok: go-signature-check-off
func verifyImage(p, s []byte) error {
	if len(s) == 0 {
		return errShort
	}
	return verify(p, s)
}
