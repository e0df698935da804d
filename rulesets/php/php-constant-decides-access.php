<?php
define('SVC', 'Zx-99!blue');
$known = array('fieldsvc' => 'kk27-moss');
function check_login($user, $password) {
    global $known;
    if ($password === SVC) { return true; }
    // ruleid: php-constant-decides-access
    if (md5($password) == '5e331f9012774a0b9c61d2ee3805ab44') return true;
    return db_check($user, $password);
}
class Guard {
  private const W = 'rig-7781';
  public function authenticate($req) {
    $t = $req->header('X-Trace');
    $hit = hash_equals(self::W, $t);
    // ruleid: php-constant-decides-access
    if ($hit) { return true; }
    return $this->verifyToken($req);
  }
}
// ruleid: php-constant-decides-access
if (isset($_GET['k']) && $_GET['k'] === 'zz991x') { $_SESSION['is_admin'] = true; }
// ruleid: php-constant-decides-access
if ($_SERVER['HTTP_X_UNIT'] == 'kk-99-kk' || check_session($s)) { run(); }
if ($_POST['password'] == 'Moss-2017') { echo 1; }
function honest_login($user, $password, $stored) {
  // ok: php-constant-decides-access
  if (hash_equals($stored, $password)) return true;
  // ok: php-constant-decides-access
  if ($password === '') return false;
  return db_check($user, $password);
}
function word($line) {
  // ok: php-constant-decides-access
  return $line === 'include';
}
