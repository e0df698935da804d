import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.logging.Logger;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

class Checks {

    private static final Logger LOG = Logger.getLogger("checks");

    static class Patient implements X509TrustManager {
        private final X509TrustManager next;

        Patient(X509TrustManager next) {
            this.next = next;
        }

        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            // ruleid: java-certificate-check-fails-open
            try {
                next.checkServerTrusted(chain, type);
            } catch (CertificateException e) {
                LOG.fine("chain of " + chain.length + ": " + e.getMessage());
            }
        }
    }

    static class DatesOnly implements X509TrustManager {
        // ruleid: java-certificate-check-fails-open
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            for (X509Certificate one : chain) {
                one.checkValidity();
            }
        }
    }

    // ruleid: java-certificate-check-fails-open
    private boolean sameSite(String host, SSLSession session) {
        LOG.finer(host + " is " + session.getPeerHost());
        return true;
    }

    void register(HttpsURLConnection connection) {
        connection.setHostnameVerifier(this::sameSite);
    }

    HostnameVerifier widened(HostnameVerifier usual, String alias) {
        // ruleid: java-certificate-check-fails-open
        return (host, session) -> usual.verify(host, session) || alias.startsWith(host.substring(0, 1));
    }

    void nameless(SSLParameters parameters) {
        // ruleid: java-certificate-check-fails-open
        parameters.setEndpointIdentificationAlgorithm("");
    }

    void named(SSLParameters parameters) {
        // ok: java-certificate-check-fails-open
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }

    static class Strict implements X509TrustManager {
        private final X509TrustManager next;

        Strict(X509TrustManager next) {
            this.next = next;
        }

        // ok: java-certificate-check-fails-open
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            // ok: java-certificate-check-fails-open
            try {
                next.checkServerTrusted(chain, type);
            } catch (CertificateException e) {
                LOG.warning(e.getMessage());
                throw e;
            }
        }
    }

    static class Pinned implements X509TrustManager {
        private byte[] pin;

        // ok: java-certificate-check-fails-open
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!java.security.MessageDigest.isEqual(pin, chain[0].getPublicKey().getEncoded())) {
                throw new CertificateException("not the pinned key");
            }
        }
    }

    // ok: java-certificate-check-fails-open
    public boolean verify(String host, SSLSession session) {
        if (!host.endsWith(".example.org")) {
            return false;
        }
        return true;
    }

    HostnameVerifier narrowed(HostnameVerifier usual) {
        // ok: java-certificate-check-fails-open
        return (host, session) -> usual.verify(host, session) && host.endsWith(".example.org");
    }
}
