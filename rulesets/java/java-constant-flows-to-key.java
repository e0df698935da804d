class Keys {
    static final String WORD = "moss-and-tide-44";

    SecretKeySpec a() {
        byte[] k = WORD.getBytes();
        // ruleid: java-constant-flows-to-key
        return new SecretKeySpec(k, "AES");
    }

    PBEKeySpec b(byte[] salt) {
        // ruleid: java-constant-flows-to-key
        return new PBEKeySpec("k-7712-ee90-ff".toCharArray(), salt, 1000, 256);
    }

    Algorithm c() {
        // ruleid: java-constant-flows-to-key
        return Algorithm.HMAC256(WORD);
    }

    SecretKeySpec d(byte[] k) {
        // ok: java-constant-flows-to-key
        return new SecretKeySpec(k, "AES");
    }

    Algorithm e(Store s) {
        // ok: java-constant-flows-to-key
        return Algorithm.HMAC256(s.key());
    }

    Algorithm f() {
        // ok: java-constant-flows-to-key
        return Algorithm.HMAC256(System.getenv("UNIT_KEY_NAME"));
    }
}
