package com.example.archive;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.logging.Logger;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Seals the parts of a patient archive before they are handed to the storage node. */
public final class ArchiveCipher {

    private static final Logger LOG = Logger.getLogger(ArchiveCipher.class.getName());
    private static final int TAG_BITS = 128;
    private static final int IV_BYTES = 12;

    /** Part sizes differ widely: notes are small, image series are not. */
    enum Suite {
        NOTE(1, "AES/GCM/NoPadding", 4096),
        SERIES(2, "AES", 1 << 16);

        final int id;
        final String transformation;
        final int chunk;

        Suite(int id, String transformation, int chunk) {
            this.id = id;
            this.transformation = transformation;
            this.chunk = chunk;
        }

        static Suite forLength(long length) {
            return length > (1L << 20) ? SERIES : NOTE;
        }
    }

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public ArchiveCipher(SecretKey key) {
        if (key.getEncoded() == null || key.getEncoded().length != 32) {
            throw new IllegalArgumentException("a key of 256 bits is needed");
        }
        this.key = key;
    }

    public void seal(InputStream in, long length, OutputStream out) throws IOException {
        Suite suite = Suite.forLength(length);
        try {
            Cipher cipher = open(suite, out);
            pump(in, out, cipher, suite.chunk);
        } catch (GeneralSecurityException e) {
            throw new IOException("part could not be sealed", e);
        }
        LOG.fine(() -> "sealed " + length + " bytes, suite " + suite.id);
    }

    private Cipher open(Suite suite, OutputStream out) throws GeneralSecurityException, IOException {
        Cipher cipher = Cipher.getInstance(suite.transformation);
        DataOutputStream header = new DataOutputStream(out);
        header.writeByte(suite.id);
        if (suite == Suite.NOTE) {
            byte[] iv = new byte[IV_BYTES];
            random.nextBytes(iv);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            header.write(iv);
        } else {
            cipher.init(Cipher.ENCRYPT_MODE, key);
        }
        header.flush();
        return cipher;
    }

    private static void pump(InputStream in, OutputStream out, Cipher cipher, int chunk)
            throws IOException, GeneralSecurityException {
        byte[] buffer = new byte[chunk];
        int n;
        while ((n = in.read(buffer)) > 0) {
            byte[] sealed = cipher.update(buffer, 0, n);
            if (sealed != null) {
                out.write(sealed);
            }
        }
        out.write(cipher.doFinal());
        out.flush();
    }
}
