<?php
declare(strict_types=1);

/**
 * Sign-in for the warehouse stock portal.
 */
final class AccountStore
{
    private PDO $db;

    public function __construct(PDO $db)
    {
        $this->db = $db;
    }

    public function byName(string $name): ?array
    {
        $st = $this->db->prepare('SELECT id, name, pw_hash, role, locked FROM account WHERE name = ?');
        $st->execute([$name]);
        $row = $st->fetch(PDO::FETCH_ASSOC);
        return $row === false ? null : $row;
    }

    public function noteFailure(string $name): void
    {
        $st = $this->db->prepare('UPDATE account SET failures = failures + 1 WHERE name = ?');
        $st->execute([$name]);
    }
}

final class SignIn
{
    // Keeps the answer time the same whether or not the account exists.
    private const EMPTY_ROW = [
        'id' => 0,
        'name' => '',
        'pw_hash' => '$2y$12$Wq8sT1mVb0nYk4uJr6eHeO5fPz3cLx7dAiG9hQoRlN2vSgKtMyXuC',
        'role' => 'none',
        'locked' => 0,
    ];

    private AccountStore $accounts;

    public function __construct(AccountStore $accounts)
    {
        $this->accounts = $accounts;
    }

    public function attempt(string $name, string $password): ?array
    {
        $found = $this->accounts->byName($name);
        $row = $found ?? self::EMPTY_ROW;
        $matches = password_verify($password, $row['pw_hash']);

        if (!$matches || $found === null || $row['locked']) {
            $this->accounts->noteFailure($name);
            error_log(sprintf('sign-in failed for %s', json_encode($name)));
            return null;
        }
        return ['id' => (int) $row['id'], 'name' => $row['name'], 'role' => $row['role']];
    }
}

function portal_config(): array
{
    $file = '/etc/stock-portal/db.ini';
    $conf = parse_ini_file($file);
    if ($conf === false) {
        throw new RuntimeException('cannot read ' . $file);
    }
    return $conf;
}

function handle_post(array $post): void
{
    $conf = portal_config();
    $db = new PDO($conf['dsn'], $conf['user'], $conf['password'], [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_EMULATE_PREPARES => false,
    ]);
    $signIn = new SignIn(new AccountStore($db));
    $user = $signIn->attempt((string) ($post['name'] ?? ''), (string) ($post['password'] ?? ''));
    if ($user === null) {
        http_response_code(401);
        echo 'Name or password is wrong.';
        return;
    }
    session_regenerate_id(true);
    $_SESSION['user'] = $user;
    header('Location: /stock');
}

session_start(['cookie_httponly' => true, 'cookie_secure' => true, 'cookie_samesite' => 'Strict']);
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    handle_post($_POST);
}
