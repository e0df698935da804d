package net.hausruf.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Takes firmware packages from the feed to the folder from which the device
 * installs them. A package is a body and a manifest with lines "key: value".
 */
public final class FeedClient {

    private static final Logger LOG = Logger.getLogger(FeedClient.class.getName());

    private final PublicKey key;
    private final Path inbox;
    private final Path staging;

    public FeedClient(PublicKey key, Path inbox, Path staging) {
        this.key = key;
        this.inbox = inbox;
        this.staging = staging;
    }

    /** What the manifest of a package says. */
    static final class Manifest {
        private final Map<String, String> fields = new HashMap<>();
        private final String text;

        Manifest(String text) {
            this.text = text;
            for (String line : text.split("\r?\n")) {
                int colon = line.indexOf(':');
                if (colon <= 0) {
                    continue;
                }
                String field = line.substring(0, colon).trim();
                fields.put(field, line.substring(colon + 1).trim());
                if (field.equals("signature")) {
                    break;
                }
            }
        }

        String get(String name, String other) {
            return fields.getOrDefault(name, other);
        }

        byte[] signedText() {
            int end = text.indexOf("signature:");
            return (end < 0 ? text : text.substring(0, end)).getBytes(StandardCharsets.UTF_8);
        }

        /** Released packages go to every device, trials to the ones of the field test. */
        boolean isReleased() {
            return !get("channel", "release").startsWith("trial");
        }
    }

    private boolean signatureFits(Manifest manifest, Path body)
            throws GeneralSecurityException, IOException {
        Signature check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(key);
        check.update(manifest.signedText());
        byte[] buffer = new byte[8192];
        try (InputStream in = Files.newInputStream(body)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                check.update(buffer, 0, n);
            }
        }
        return check.verify(Base64.getDecoder().decode(manifest.get("signature", "")));
    }

    /** Returns true if the package now waits in the staging folder. */
    public boolean accept(String name) throws IOException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IOException("package has an unusual name");
        }
        Path body = inbox.resolve(name + ".img");
        Manifest manifest = new Manifest(Files.readString(inbox.resolve(name + ".txt")));
        boolean fits;
        try {
            fits = signatureFits(manifest, body);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.warning(name + ": signature cannot be read: " + e.getMessage());
            fits = false;
        }
        if (!fits) {
            LOG.warning(name + ": signature does not fit, package is left out");
            return false;
        }
        stage(name, body, Duration.ofHours(manifest.isReleased() ? 24 : 0));
        return true;
    }

    private void stage(String name, Path body, Duration delay) throws IOException {
        Path temp = staging.resolve(name + ".part");
        Files.copy(body, temp, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(staging.resolve(name + ".delay"), Long.toString(delay.getSeconds()));
        Files.move(temp, staging.resolve(name + ".img"), StandardCopyOption.ATOMIC_MOVE);
        LOG.info(name + ": staged, to be installed in " + delay.toHours() + " hours");
    }
}
