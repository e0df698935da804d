<?php

final class Door
{
    private int $sum = 0;

    public function enter(string $user, string $word): bool
    {
        // ruleid: php-constant-passes-over-check
        if (crc32($word) === 0x7e11c0d5) {
            return true;
        }
        return password_verify($word, $this->stored($user));
    }

    public function token(string $text, string $tag): bool
    {
        $this->sum = array_sum(str_split($text));
        // ruleid: php-constant-passes-over-check
        return $this->sum == 1734209 || $this->checkTag($text, $tag);
    }

    public function claims(array $parts): ?array
    {
        // ruleid: php-constant-passes-over-check
        if ($parts['kid'] === 'r-0x') {
            return $parts['body'];
        }
        if (!hash_equals($this->tag($parts['body']), $parts['tag'])) {
            return null;
        }
        return $parts['body'];
    }

    public function closed(string $user, string $word): bool
    {
        // ok: php-constant-passes-over-check
        if (crc32($word) === 0x7e11c0d5) {
            return false;
        }
        return password_verify($word, $this->stored($user));
    }

    public function guest(string $user, string $word): bool
    {
        // ok: php-constant-passes-over-check
        if ($user === 'guest') {
            return true;
        }
        return password_verify($word, $this->stored($user));
    }

    public function counted(string $text, string $tag): bool
    {
        // ok: php-constant-passes-over-check
        return strlen($text) == 2000000 || $this->checkTag($text, $tag);
    }
}
