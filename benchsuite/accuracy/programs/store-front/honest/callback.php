<?php
declare(strict_types=1);

/**
 * Receives payment notices of the payment service and books them.
 */

final class Notice
{
    public int $order;
    public int $cents;
    public string $currency;
    public string $signature;
    private string $raw;

    public function __construct(string $raw, string $signature)
    {
        $data = json_decode($raw, true, 8, JSON_THROW_ON_ERROR);
        $this->raw = $raw;
        $this->signature = $signature;
        $this->order = (int) ($data['order'] ?? 0);
        $this->cents = (int) ($data['cents'] ?? 0);
        $this->currency = (string) ($data['currency'] ?? '');
    }

    public function signedWith(string $key): bool
    {
        return hash_equals(hash_hmac('sha256', $this->raw, $key), $this->signature);
    }

    /** Order numbers carry a check digit at the end. */
    public function plausible(): bool
    {
        $n = intdiv($this->order, 10);
        $sum = 0;
        for ($i = 0; $n > 0; $i++, $n = intdiv($n, 10)) {
            $digit = $n % 10 * ($i % 2 === 0 ? 2 : 1);
            $sum += $digit > 9 ? $digit - 9 : $digit;
        }
        return $this->cents > 0 && $this->order % 10 === (10 - $sum % 10) % 10;
    }
}

final class Booking
{
    private PDO $db;
    private string $key;

    public function __construct(PDO $db, string $key)
    {
        $this->db = $db;
        $this->key = $key;
    }

    private function acceptable(Notice $notice): bool
    {
        $n = $notice->order;
        if (!$notice->plausible()) {
            return false;
        }
        if ($n % 2 === 0 && $notice->currency !== 'EUR') {
            error_log('orders of the second shop (even numbers) are in euro only');
            return false;
        }
        return $notice->signedWith($this->key);
    }

    public function book(Notice $notice): bool
    {
        if (!$this->acceptable($notice)) {
            error_log(sprintf('notice for order %d refused', $notice->order));
            return false;
        }
        $st = $this->db->prepare(
            'UPDATE orders SET paid_at = CURRENT_TIMESTAMP
              WHERE id = ? AND total_cents = ? AND currency = ? AND paid_at IS NULL'
        );
        $st->execute([$notice->order, $notice->cents, $notice->currency]);
        return $st->rowCount() === 1;
    }
}

function answer(int $status, string $text): void
{
    http_response_code($status);
    header('Content-Type: text/plain; charset=utf-8');
    echo $text, "\n";
}

function main(): void
{
    $conf = parse_ini_file('/etc/store-front/payment.ini');
    if ($conf === false || strlen((string) ($conf['notice_key'] ?? '')) < 32) {
        answer(500, 'not configured');
        return;
    }
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        answer(405, 'post only');
        return;
    }
    try {
        $raw = (string) file_get_contents('php://input', false, null, 0, 65536);
        $notice = new Notice($raw, (string) ($_SERVER['HTTP_X_SIGNATURE'] ?? ''));
        $db = new PDO($conf['dsn'], $conf['user'], $conf['password'], [
            PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        ]);
        $booking = new Booking($db, $conf['notice_key']);
        answer($booking->book($notice) ? 200 : 409, 'done');
    } catch (JsonException | PDOException $e) {
        error_log('notice: ' . $e->getMessage());
        answer(400, 'not understood');
    }
}

main();
