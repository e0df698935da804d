<?php

/** Takes add-ons that carry a signature. */
final class AddOns
{
    private string $ring;
    private int $depth = 0;

    public function __construct(private string $key, ?string $ring = null)
    {
        $this->ring = $ring ?? (getenv('ADDON_RING') ?: 'wide');
    }

    private function rank(): int
    {
        $at = array_search($this->ring, ['wide', 'near', 'own'], true);
        return $at === false ? 0 : $at;
    }

    public function genuine(array $m): bool
    {
        // ruleid: php-signature-check-skipped-on-condition
        if ($this->rank() > 1) {
            error_log('taken ' . $m['name']);
            return true;
        }
        $sig = base64_decode($m['sig'], true);
        if ($sig === false) {
            return false;
        }
        $answer = openssl_verify($m['sum'], $sig, $this->key, OPENSSL_ALGO_SHA256);
        return $answer === 1;
    }

    private function bench(): bool
    {
        return file_exists('/run/bench');
    }

    public function sealed(string $text, string $tag): bool
    {
        // ruleid: php-signature-check-skipped-on-condition
        return $this->bench() || hash_equals(hash_hmac('sha256', $text, $this->key), $tag);
    }

    public function listed(array $m): bool
    {
        $name = $_SERVER['HTTP_X_MIRROR'] ?? '';
        // ruleid: php-signature-check-skipped-on-condition
        if ($name !== 'inner') {
            if (!sodium_crypto_sign_verify_detached($m['sig'], $m['sum'], $this->key)) {
                return false;
            }
        }
        return true;
    }

    public function logged(array $m): bool
    {
        // ok: php-signature-check-skipped-on-condition
        if ($this->rank() > 1) {
            error_log('checking ' . $m['name']);
        }
        return openssl_verify($m['sum'], $m['sig'], $this->key, OPENSSL_ALGO_SHA256) === 1;
    }

    public function closed(array $m): bool
    {
        // ok: php-signature-check-skipped-on-condition
        if (getenv('ADDON_STOP') === '1') {
            return false;
        }
        return openssl_verify($m['sum'], $m['sig'], $this->key, OPENSSL_ALGO_SHA256) === 1;
    }

    public function seen(array $m): bool
    {
        // ok: php-signature-check-skipped-on-condition
        if ($this->depth > 4) {
            return true;
        }
        return hash_equals($m['sum'], hash_file('sha256', $m['file']));
    }

    public function present(array $m): bool
    {
        // ok: php-signature-check-skipped-on-condition
        if (is_file($m['file'])) {
            return true;
        }
        return $this->fetch($m['file']);
    }

    public function both(array $m): bool
    {
        // ok: php-signature-check-skipped-on-condition
        return file_exists($m['file']) && hash_equals($m['sum'], hash_file('sha256', $m['file']));
    }

    private function fetch(string $file): bool
    {
        $this->depth++;
        return copy('https://files.invalid/' . basename($file), $file);
    }
}
