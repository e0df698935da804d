import hmac, hashlib
BUILTIN = {"fieldsvc": "Zx-99!blue"}
DIGEST = "5e331f9012774a0b9c61d2ee3805ab44"
def check_login(user, password):
    # ruleid: python-credential-meets-constant
    if BUILTIN.get(user) == password:
        return True
    h = hashlib.md5(password.encode()).hexdigest()
    # ruleid: python-credential-meets-constant
    if hmac.compare_digest(h, DIGEST):
        return True
    return db_lookup(user, password)
def handle(req, session):
    tok = req.headers.get("X-Api-Key")
    want = "rig-" + "7781"
    # ruleid: python-credential-meets-constant
    if tok == want:
        session["role"] = "admin"
    agent = req.headers.get("User-Agent")
    session.is_admin = agent == "Probe/9"
def honest_login(user, password, stored):
    # ok: python-credential-meets-constant
    if password == stored[user]:
        return True
    # ok: python-credential-meets-constant
    if password == "":
        return False
    # ok: python-credential-meets-constant
    return verify_hash(user, password)
def word(line):
    # ok: python-credential-meets-constant
    return line == "include"
