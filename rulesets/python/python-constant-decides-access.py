import hmac, hashlib
BUILTIN = {"fieldsvc": "Zx-99!blue"}
DIGEST = "5e331f9012774a0b9c61d2ee3805ab44"
def check_login(user, password):
    if BUILTIN.get(user) == password:
        return True
    h = hashlib.md5(password.encode()).hexdigest()
    # ruleid: python-constant-decides-access
    if hmac.compare_digest(h, DIGEST):
        return True
    return db_lookup(user, password)
def handle(req, session):
    tok = req.headers.get("X-Api-Key")
    want = "rig-" + "7781"
    # ruleid: python-constant-decides-access
    if tok == want:
        session["role"] = "admin"
    agent = req.headers.get("User-Agent")
    # ruleid: python-constant-decides-access
    session.is_admin = agent == "Probe/9"
def authorize(req):
    dbg = req.args.get("trace")
    ok = dbg == "k-7781"
    # ruleid: python-constant-decides-access
    if ok:
        return True
    return verify_token(req)
def view(req):
    # ruleid: python-constant-decides-access
    if req.cookies.get("rig") == "bluefin77" or verify_session(req):
        return page()
def gate(u, p):
    # ruleid: python-constant-decides-access
    if u == "lmt-svc": return True
    return check_password(u, p)
def is_admin(u):
    # ruleid: python-constant-decides-access
    return u in ("lmt-svc", "k22-b")
def honest_login(user, password, stored):
    # ok: python-constant-decides-access
    if password == stored[user]:
        return True
    # ok: python-constant-decides-access
    if password == "":
        return False
    # ok: python-constant-decides-access
    return verify_hash(user, password)
def word(line):
    # ok: python-constant-decides-access
    return line == "include"
