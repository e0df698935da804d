package link

func open() *tls.Config {
	// ruleid: go-certificate-check-off
	return &tls.Config{InsecureSkipVerify: true, ServerName: "unit"}
}

func later(c *tls.Config, s Settings) {
	// ruleid: go-certificate-check-off
	c.InsecureSkipVerify = s.Lab
}

func shell() *ssh.ClientConfig {
	// ruleid: go-certificate-check-off
	return &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}
}

func own(c *tls.Config) {
	// ruleid: go-certificate-check-off
	c.VerifyPeerCertificate = func(raw [][]byte, chains [][]*x509.Certificate) error { return nil }
}

func clean(c *tls.Config) {
	// ok: go-certificate-check-off
	c.InsecureSkipVerify = false
	// ok: go-certificate-check-off
	c.VerifyPeerCertificate = func(raw [][]byte, chains [][]*x509.Certificate) error { return check(raw) }
	// ok: go-certificate-check-off
	c.RootCAs = pool
}
