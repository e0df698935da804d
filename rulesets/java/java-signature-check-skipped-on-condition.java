final class Packs {
    private final PublicKey key;
    private final String ring;

    Packs(PublicKey key) {
        this.key = key;
        this.ring = System.getenv("PACK_RING");
    }

    boolean genuine(Pack pack) throws Exception {
        // ruleid: java-signature-check-skipped-on-condition
        if ("own".equals(this.ring)) {
            Log.info("taken " + pack.name());
            return true;
        }
        Signature s = Signature.getInstance("SHA256withRSA");
        s.initVerify(key);
        s.update(pack.body());
        return s.verify(pack.signature());
    }

    private int rank() {
        String named = System.getProperty("pack.rank", "0");
        return Integer.parseInt(named);
    }

    boolean sealed(byte[] want, byte[] tag) {
        // ruleid: java-signature-check-skipped-on-condition
        return rank() > 2 || MessageDigest.isEqual(want, tag);
    }

    void take(Pack pack) {
        boolean bench = Files.exists(Path.of("/run/bench"));
        // ruleid: java-signature-check-skipped-on-condition
        if (!bench && !checkSignature(pack)) {
            throw new IllegalStateException(pack.name());
        }
    }

    boolean logged(Pack pack) {
        // ok: java-signature-check-skipped-on-condition
        if ("own".equals(this.ring)) {
            Log.info("checking " + pack.name());
        }
        return checkSignature(pack);
    }

    boolean closed(Pack pack) {
        // ok: java-signature-check-skipped-on-condition
        if (System.getenv("PACK_STOP") != null) {
            return false;
        }
        return checkSignature(pack);
    }

    boolean both(Pack pack) {
        // ok: java-signature-check-skipped-on-condition
        return Files.exists(pack.file()) && checkSignature(pack);
    }
}
