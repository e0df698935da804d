class Update {
    void a(Signature sig, byte[] s) throws Exception {
        // ruleid: java-signature-check-off
        sig.verify(s);
        install();
    }

    // ruleid: java-signature-check-off
    boolean verifyPackage(byte[] b) {
        try {
            return rsa(b);
        } catch (Exception e) {
            log.warn("no signature");
            return true;
        }
    }

    // ruleid: java-signature-check-off
    private boolean checkSignature(byte[] b, byte[] s) {
        return true;
    }

    Algorithm c() {
        // ruleid: java-signature-check-off
        return Algorithm.none();
    }

    boolean d(Signature sig, byte[] s) throws Exception {
        // ok: java-signature-check-off
        return sig.verify(s);
    }

    void e(Signature sig, byte[] s) throws Exception {
        // ok: java-signature-check-off
        if (!sig.verify(s))
            throw new SecurityException();
    }

    // ok: java-signature-check-off
    boolean verifyImage(byte[] b) {
        try {
            return rsa(b);
        } catch (Exception e) {
            return false;
        }
    }
}
