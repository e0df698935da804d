import javax.net.ssl.*;

class Link {
    static final TrustManager[] ANY = { new X509TrustManager() {
        public void checkClientTrusted(X509Certificate[] c, String a) { }
        // ruleid: java-certificate-check-off
        public void checkServerTrusted(X509Certificate[] c, String a) { }
        public X509Certificate[] getAcceptedIssuers() { return null; }
    } };

    void open(HttpsURLConnection c) {
        // ruleid: java-certificate-check-off
        c.setHostnameVerifier((host, session) -> true);
    }

    Client build(Builder b) {
        // ruleid: java-certificate-check-off
        return b.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build();
    }

    void ssh(Session s) {
        // ruleid: java-certificate-check-off
        s.setConfig("StrictHostKeyChecking", "no");
    }

    static final TrustManager[] PINNED = { new X509TrustManager() {
        // ok: java-certificate-check-off
        public void checkServerTrusted(X509Certificate[] c, String a) throws CertificateException {
            own.checkServerTrusted(c, a);
        }
    } };

    void openChecked(HttpsURLConnection c) {
        // ok: java-certificate-check-off
        c.setHostnameVerifier((host, session) -> known.contains(host));
        // ok: java-certificate-check-off
        c.setSSLSocketFactory(factory);
    }
}
