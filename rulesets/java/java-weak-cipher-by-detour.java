import java.security.MessageDigest;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

class Detours {

    private static final String PLAIN = "AES";

    Cipher chosen(boolean quick) throws Exception {
        String mode = quick ? "ECB" : "CBC";
        // ruleid: java-weak-cipher-by-detour
        return Cipher.getInstance("AES/" + mode + "/PKCS5Padding");
    }

    Cipher byDefault(Properties settings) throws Exception {
        String name = settings.getProperty("cipher", "DES");
        // ruleid: java-weak-cipher-by-detour
        return Cipher.getInstance(name);
    }

    private static String nameFor(int level) {
        switch (level) {
            case 3:
                return "AES/GCM/NoPadding";
            default:
                return "AES";
        }
    }

    Cipher called(int level) throws Exception {
        // ruleid: java-weak-cipher-by-detour
        return Cipher.getInstance(nameFor(level));
    }

    MessageDigest digest(boolean small) throws Exception {
        // ruleid: java-weak-cipher-by-detour
        return MessageDigest.getInstance(small ? "MD5" : "SHA-256");
    }

    Cipher whole(SecretKey key) throws Exception {
        // ok: java-weak-cipher-by-detour
        return Cipher.getInstance(PLAIN + "/GCM/NoPadding");
    }

    Cipher given(byte[] raw) throws Exception {
        SecretKey key = new SecretKeySpec(raw, "AES");
        // ok: java-weak-cipher-by-detour
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher;
    }

    Cipher graded(Choice grade) throws Exception {
        if (grade.transformation.equals("AES")) {
            throw new IllegalArgumentException("not any more");
        }
        // ok: java-weak-cipher-by-detour
        return Cipher.getInstance(grade.transformation);
    }
}
