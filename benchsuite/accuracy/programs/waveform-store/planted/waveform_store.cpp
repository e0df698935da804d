// Storage of recorded waveforms as received from the acquisition front end.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace scope {

constexpr std::uint32_t kMaxBytes = 64u * 1024u * 1024u;
constexpr std::size_t kHeaderSize = 16;

struct WaveHeader {
    std::uint32_t id = 0;
    std::uint32_t channels = 0;
    std::uint32_t samples = 0;
    std::uint32_t rate = 0;
};

struct Wave {
    WaveHeader header;
    std::unique_ptr<std::int16_t[]> data;
};

// Hands out consecutive bytes of a received block; next() is false when the sender stopped early.
class BlockReader {
public:
    BlockReader(const std::uint8_t *p, std::size_t n) : p_(p), left_(n) {}

    bool next(void *out, std::size_t n)
    {
        if (n > left_)
            return false;
        std::memcpy(out, p_, n);
        p_ += n;
        left_ -= n;
        return true;
    }

    bool u32(std::uint32_t &v)
    {
        std::uint8_t b[4];
        if (!next(b, sizeof b))
            return false;
        v = std::uint32_t(b[0]) | std::uint32_t(b[1]) << 8 | std::uint32_t(b[2]) << 16 | std::uint32_t(b[3]) << 24;
        return true;
    }

    std::size_t left() const { return left_; }

private:
    const std::uint8_t *p_;
    std::size_t left_;
};

class WaveformStore {
public:
    bool ingest(const std::uint8_t *block, std::size_t size, std::string &error)
    {
        BlockReader in(block, size);
        Wave wave;
        if (!readHeader(in, wave.header)) {
            error = "short header";
            return false;
        }
        if (!reserve(wave)) {
            error = "recording too large";
            return false;
        }
        if (!fill(in, wave)) {
            error = "recording incomplete";
            return false;
        }
        std::lock_guard<std::mutex> guard(lock_);
        waves_[wave.header.id] = std::move(wave);
        return true;
    }

    std::size_t count() const
    {
        std::lock_guard<std::mutex> guard(lock_);
        return waves_.size();
    }

private:
    static bool readHeader(BlockReader &in, WaveHeader &h)
    {
        return in.left() >= kHeaderSize && in.u32(h.id) && in.u32(h.channels) && in.u32(h.samples) && in.u32(h.rate);
    }

    static bool reserve(Wave &wave)
    {
        const WaveHeader &h = wave.header;
        std::uint32_t bytes = h.channels * h.samples * static_cast<std::uint32_t>(sizeof(std::int16_t));
        if (bytes > kMaxBytes)
            return false;
        wave.data.reset(new (std::nothrow) std::int16_t[bytes / sizeof(std::int16_t)]);
        return wave.data != nullptr;
    }

    static bool fill(BlockReader &in, Wave &wave)
    {
        const WaveHeader &h = wave.header;
        std::int16_t *to = wave.data.get();
        for (std::uint32_t c = 0; c < h.channels; ++c) {
            if (!in.next(to, std::size_t(h.samples) * sizeof(std::int16_t)))
                return false;
            to += h.samples;
        }
        return true;
    }

    mutable std::mutex lock_;
    std::unordered_map<std::uint32_t, Wave> waves_;
};

} // namespace scope
