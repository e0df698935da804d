import java.security.*;
import javax.crypto.*;
import javax.crypto.spec.*;

class Vault {
    private static final String MODE = "AES/ECB/PKCS5Padding";

    byte[] digest(byte[] in) throws Exception {
        // ruleid: java-weak-cryptography
        return MessageDigest.getInstance("MD5").digest(in);
    }

    Cipher open(String kind) throws Exception {
        // ruleid: java-weak-cryptography
        Cipher c = Cipher.getInstance("DESede/CBC/PKCS5Padding");
        // ruleid: java-weak-cryptography
        return kind == null ? c : Cipher.getInstance("AES");
    }

    Object stretch(char[] word, byte[] salt) {
        // ruleid: java-weak-cryptography
        return new PBEKeySpec(word, salt, 10, 256);
    }

    Object good(char[] word, byte[] salt) throws Exception {
        // ok: java-weak-cryptography
        MessageDigest.getInstance("SHA-256");
        // ok: java-weak-cryptography
        Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-weak-cryptography
        return new PBEKeySpec(word, salt, 210000, 256);
    }
}
