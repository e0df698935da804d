import java.util.Base64;

class Remember {
    private static final byte[] FIRST = Base64.getDecoder().decode("AAECAwQFBgcICQoLDA0ODw==");
    private byte[] held;

    Remember(Manager manager) {
        // ruleid: java-default-key-set
        manager.setCipherKey(FIRST);
        // ruleid: java-default-key-set
        setSessionKey(new byte[]{1, 9, 4, 7, 3, 3, 8, 1, 5, 6, 7, 2, 1, 1, 9, 0});
    }

    void setSessionKey(byte[] key) {
        this.held = key;
    }

    void token(Signer signer) {
        String hex = "00112233445566778899aabbccddeeff";
        // ruleid: java-default-key-set
        signer.setSigningKey(Hex.decodeHex("00112233445566778899aabbccddeeff"));
        byte[] word = "unit-signing-word".getBytes();
        // ruleid: java-default-key-set
        signer.setHmacKey(word);
    }

    void honest(Manager manager, String text, byte[] fresh) {
        // ok: java-default-key-set
        manager.setCipherKey(Base64.getDecoder().decode(text));
        // ok: java-default-key-set
        manager.setCipherKey(fresh);
        // ok: java-default-key-set
        manager.setCipherKey(Base64.getDecoder().decode(System.getenv("UNIT_KEY")));
    }

    void labels(Row row) {
        // ok: java-default-key-set
        row.setSortKey("unit-sorting-word".getBytes());
        // ok: java-default-key-set
        row.setData(new byte[]{1, 2, 3, 4, 5, 6, 7, 8});
    }
}
