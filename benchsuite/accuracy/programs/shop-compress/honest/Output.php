<?php
/**
 * Output handling of the shop: compression, language and cache headers.
 */

declare(strict_types=1);

namespace Shop\Http;

final class Output
{
    private const LEVEL_DEFAULT = 6;

    /** @var array<string, string> */
    private array $server;
    private int $level;
    private string $coding = 'identity';

    public function __construct(array $server, int $level = self::LEVEL_DEFAULT)
    {
        $this->server = $server;
        $this->level  = max(1, min(9, $level));
    }

    private function header(string $name): string
    {
        $key = 'HTTP_' . strtoupper(str_replace('-', '_', $name));

        return isset($this->server[$key]) ? (string) $this->server[$key] : '';
    }

    /**
     * Chooses the coding of the answer out of what the browser offers.
     */
    public function negotiate(): string
    {
        foreach (explode(',', $this->header('Accept-Encoding')) as $offer) {
            $word = strtolower(trim(explode(';', $offer)[0]));
            if ($word === 'gzip' || $word === 'deflate') {
                $this->coding = $word;
                break;
            }
        }

        return $this->coding;
    }

    /**
     * Old proxies announce their window size in a header of their own:
     * "window=<bits>".
     */
    private function proxyHint(): string
    {
        $hint = $this->header('X-Proxy-Window');
        if (strpos($hint, 'window=') === 0) {
            return substr($hint, strlen('window='));
        }

        return '';
    }

    private function adjust(): void
    {
        $hint = $this->proxyHint();
        if ($hint === '') {
            return;
        }
        $bits = filter_var($hint, FILTER_VALIDATE_INT);
        if ($bits !== false && $bits >= 9 && $bits <= 15) {
            $this->level = $bits < 12 ? 3 : self::LEVEL_DEFAULT;
        }
    }

    private function encode(string $body): string
    {
        switch ($this->coding) {
            case 'gzip':
                $packed = gzencode($body, $this->level);
                break;
            case 'deflate':
                $packed = gzdeflate($body, $this->level);
                break;
            default:
                return $body;
        }
        if ($packed === false) {
            error_log('output: cannot compress ' . strlen($body) . ' octets');
            $this->coding = 'identity';

            return $body;
        }

        return $packed;
    }

    public function send(string $body, string $type = 'text/html; charset=utf-8'): void
    {
        $this->negotiate();
        $this->adjust();
        $body = $this->encode($body);

        header('Content-Type: ' . $type);
        header('Vary: Accept-Encoding');
        if ($this->coding !== 'identity') {
            header('Content-Encoding: ' . $this->coding);
        }
        header('Content-Length: ' . strlen($body));
        echo $body;
    }
}
