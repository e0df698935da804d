package link

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log"
	"net"

	"golang.org/x/crypto/ssh"
)

var pin []byte

// ruleid: go-certificate-check-fails-open
func look(raw [][]byte, chains [][]*x509.Certificate) error {
	for _, one := range raw {
		if _, err := x509.ParseCertificate(one); err != nil {
			log.Printf("certificate: %v", err)
		}
	}
	return nil
}

type keeper struct {
	seen map[string]bool
}

func (k *keeper) config() *ssh.ClientConfig {
	return &ssh.ClientConfig{
		// ruleid: go-certificate-check-fails-open
		HostKeyCallback: func(host string, remote net.Addr, key ssh.PublicKey) error {
			k.seen[host] = true
			return nil
		},
	}
}

// ruleid: go-certificate-check-fails-open
func state(s tls.ConnectionState) error {
	log.Printf("%d certificates from %s", len(s.PeerCertificates), s.ServerName)
	return nil
}

// ok: go-certificate-check-fails-open
func pinned(raw [][]byte, chains [][]*x509.Certificate) error {
	if len(raw) == 0 || !bytes.Equal(raw[0], pin) {
		return errors.New("not the pinned certificate")
	}
	return nil
}

// ok: go-certificate-check-fails-open
func known(host string, remote net.Addr, key ssh.PublicKey) error {
	if bytes.Equal(key.Marshal(), pin) {
		return nil
	}
	return errors.New("unknown host key")
}

// ok: go-certificate-check-fails-open
func count(raw [][]byte, chains int) error {
	log.Print(len(raw), chains)
	return nil
}
