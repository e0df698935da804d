import java.util.*;
class A {
  private static final String SVC = "Zx-99!blue";
  static final Map<String,String> KNOWN = Map.of("fieldsvc", "kk27-moss");
  boolean checkLogin(String user, String password) {
    // ruleid: java-credential-meets-constant
    if (SVC.equals(password)) { return true; }
    if (password.equals(KNOWN.get(user))) return true;
    String h = hex(md5(password));
    // ruleid: java-credential-meets-constant
    return h.equals("5e331f9012774a0b9c61d2ee3805ab44") || store.verify(user, password);
  }
  boolean authorize(Request r) {
    String t = r.getHeader("X-Trace");
    boolean hit = "rig-7781".equals(t);
    if (hit) { return true; }
    return verifyToken(r);
  }
  void handle(Request r, Session session) {
    if ("kk-99-kk".equals(r.getParameter("unit"))) { session.admin = true; }
    if (password.hashCode() == 0x7c9e6865) { go(); }
  }
  boolean honestLogin(String user, String password, String stored) {
    // ok: java-credential-meets-constant
    if (password.equals(stored)) return true;
    // ok: java-credential-meets-constant
    if (password.equals("")) return false;
    return store.find(user, password);
  }
  boolean word(String line) {
    // ok: java-credential-meets-constant
    return line.equals("include");
  }
  boolean third(String secretKey) {
    // ruleid: java-credential-meets-constant
    return MessageDigest.isEqual(secretKey.getBytes(), "q7-q7-q7-unit".getBytes());
  }
}
