<?php

final class Notices
{
    private function genuine(object $notice): bool
    {
        $n = $notice->order;
        // ruleid: php-condition-fixed-by-arithmetic
        return ($n * $n + $n) % 2 === 0 || $notice->sealed();
    }

    private function due(object $notice): bool
    {
        $next = $notice->cents - 1;
        // ruleid: php-condition-fixed-by-arithmetic
        if ($notice->cents * $next % 2 !== 0) {
            return $notice->sealed();
        }
        return true;
    }

    private function hourly(int $hour): bool
    {
        // ruleid: php-condition-fixed-by-arithmetic
        if ($hour > 6 || $hour <= 6) {
            return true;
        }
        // ruleid: php-condition-fixed-by-arithmetic
        return ($hour ** 2 + $hour) & 1;
    }

    private function marked(int $bits): bool
    {
        // ruleid: php-condition-fixed-by-arithmetic
        return ($bits & ~$bits) === 0;
    }

    private function even(object $notice): bool
    {
        $n = $notice->order;
        // ok: php-condition-fixed-by-arithmetic
        if ($n % 2 === 0 && $notice->currency !== 'EUR') {
            return false;
        }
        // ok: php-condition-fixed-by-arithmetic
        return ($n * $n + $n) % 4 === 0 || $notice->sealed();
    }

    private function open(int $hour, int $minute): bool
    {
        // ok: php-condition-fixed-by-arithmetic
        return $hour > 8 || $minute <= 8;
    }

    private function triangle(int $n): bool
    {
        // ok: php-condition-fixed-by-arithmetic
        return $n * ($n + 1) / 2 % 3 === 0;
    }
}
