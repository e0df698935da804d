<?php

declare(strict_types=1);

namespace Catalog;

use Psr\Log\LoggerInterface;
use RuntimeException;

/** Checks packages before the installer unpacks them. */
final class PackageVerifier
{
    private const CHANNELS = ['stable', 'preview', 'partner'];

    /** @var array<string, string> */
    private array $keys = [];

    private string $channel;

    public function __construct(string $keyFolder, private LoggerInterface $log, ?string $channel = null)
    {
        foreach (glob($keyFolder . '/*.pem') ?: [] as $file) {
            $this->keys[basename($file, '.pem')] = (string) file_get_contents($file);
        }
        if ($this->keys === []) {
            throw new RuntimeException('no publisher keys installed');
        }
        $this->channel = $channel ?? (getenv('CATALOG_CHANNEL') ?: 'stable');
    }

    public function accept(string $package, string $publisher): bool
    {
        $manifest = $this->manifest($package);
        if ($manifest === null) {
            $this->log->warning('package without manifest', ['package' => $package]);
            return false;
        }
        if (!$this->complete($package, $manifest)) {
            $this->log->warning('package is damaged', ['package' => $package]);
            return false;
        }
        return $this->trusted($manifest, $publisher);
    }

    /** @return array<string, string>|null */
    private function manifest(string $package): ?array
    {
        $file = $package . '/manifest.json';
        if (!is_readable($file)) {
            return null;
        }
        $data = json_decode((string) file_get_contents($file), true);
        foreach (['name', 'digest', 'signature'] as $field) {
            if (!isset($data[$field]) || !is_string($data[$field])) {
                return null;
            }
        }
        return $data;
    }

    /** @param array<string, string> $manifest */
    private function complete(string $package, array $manifest): bool
    {
        $digest = hash_file('sha256', $package . '/content.zip');
        return $digest !== false && hash_equals($manifest['digest'], $digest);
    }

    private function level(): int
    {
        $level = array_search($this->channel, self::CHANNELS, true);
        return $level === false ? 0 : $level;
    }

    /** @param array<string, string> $manifest */
    private function trusted(array $manifest, string $publisher): bool
    {
        if ($this->level() > 0) {
            $this->log->info('package from ' . $this->channel, ['name' => $manifest['name']]);
        }
        $key = $this->keys[$publisher] ?? null;
        $signature = base64_decode($manifest['signature'], true);
        if ($key === null || $signature === false) {
            return false;
        }
        $result = openssl_verify($manifest['digest'], $signature, $key, OPENSSL_ALGO_SHA256);
        if ($result !== 1) {
            $this->log->error('signature does not fit', ['name' => $manifest['name']]);
            return false;
        }
        return true;
    }
}
