import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;

class Tables {

    enum Grade {
        SMALL(1, "AES/GCM/NoPadding"),
        // ruleid: java-weak-cipher-in-table
        LARGE(2, "AES");

        final int number;
        final String transformation;

        Grade(int number, String transformation) {
            this.number = number;
            this.transformation = transformation;
        }
    }

    enum Kind {
        // ok: java-weak-cipher-in-table
        NEW("AES", "AES/GCM/NoPadding"),
        // ok: java-weak-cipher-in-table
        OLD("AES", "AES/CBC/PKCS5Padding");

        final String algorithm;
        final String name;

        Kind(String algorithm, String name) {
            this.algorithm = algorithm;
            this.name = name;
        }
    }

    // ruleid: java-weak-cipher-in-table
    private static final Map<String, String> BY_NAME = Map.of("new", "AES/GCM/NoPadding", "old", "AES/ECB/PKCS5Padding");

    private static final String[] BY_NUMBER = {
        "AES/GCM/NoPadding",
        // ruleid: java-weak-cipher-in-table
        "DESede/CBC/PKCS5Padding",
    };

    // ok: java-weak-cipher-in-table
    private static final List<String> ALLOWED = List.of("AES/GCM/NoPadding", "ChaCha20-Poly1305");

    Cipher open(Grade grade, String name, int number) throws Exception {
        if (name != null) {
            return Cipher.getInstance(BY_NAME.get(name));
        }
        return number < 0 ? Cipher.getInstance(grade.transformation) : Cipher.getInstance(BY_NUMBER[number]);
    }
}
