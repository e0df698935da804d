#include <cstdint>
#include <memory>
#include <new>
#include <vector>

struct Shape {
    std::uint32_t channels = 0;
    std::uint32_t samples = 0;
};

class Store {
public:
    bool reserve(const Shape &s)
    {
        std::uint32_t bytes = s.channels * s.samples * static_cast<std::uint32_t>(sizeof(std::int16_t));
        if (bytes > 1u << 26)
            return false;
        // ruleid: wrapped-product-sizes-array
        data_.reset(new (std::nothrow) std::int16_t[bytes / sizeof(std::int16_t)]);
        return data_ != nullptr;
    }

    void grow(unsigned rows, unsigned columns)
    {
        const unsigned cells = rows * columns;
        // ruleid: wrapped-product-sizes-array
        cells_.resize(cells);
    }

    std::uint8_t *plane(int w, int h)
    {
        int n = w * h;
        if (n < 1)
            return nullptr;
        // ruleid: wrapped-product-sizes-array
        return new std::uint8_t[n];
    }

    bool careful(const Shape &s)
    {
        if (s.channels == 0 || s.channels > 64)
            return false;
        if (s.samples > (1u << 26) / s.channels)
            return false;
        std::uint32_t n = s.channels * s.samples;
        // ok: wrapped-product-sizes-array
        data_.reset(new std::int16_t[n]);
        return true;
    }

    void wide(const Shape &s)
    {
        std::size_t n = std::size_t(s.channels) * s.samples;
        // ok: wrapped-product-sizes-array
        cells_.resize(n);
    }

    void constant()
    {
        int n = 16 * 4;
        // ok: wrapped-product-sizes-array
        cells_.resize(n);
    }

private:
    std::unique_ptr<std::int16_t[]> data_;
    std::vector<std::uint8_t> cells_;
};
